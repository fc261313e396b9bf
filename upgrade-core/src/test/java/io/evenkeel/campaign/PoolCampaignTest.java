package io.evenkeel.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The campaign of every build in worlds whose nodes are those of a node pool: the provisioner
 * launches, drifts, saves and expires meanwhile. {@code -Devenkeel.pool.worlds=N} plays more of
 * them, {@code -Devenkeel.seed=S} begins with another.
 */
class PoolCampaignTest {
  private static final long WORLDS = Long.getLong("evenkeel.pool.worlds", 100);
  private static final long FIRST = Long.getLong("evenkeel.seed", 1);

  private static Campaign pools() {
    return new Campaign().nodePools(true);
  }

  private static Campaign troubled() {
    return pools().faults(EnumSet.allOf(Fault.class)).crashes(true);
  }

  private static void print(CampaignReport report) {
    System.out.printf(
        "worlds with node pools, from seed %d: %d in %d s, %.0f a second and thread; %d finished,"
            + " %d stopped, halted %s; of those that could be finished %.1f %% were%n",
        FIRST,
        report.nodePools(),
        report.took().toSeconds(),
        report.seedsPerSecondPerThread(),
        report.endings().finished(),
        report.endings().stopped(),
        report.endings().halted(),
        100 * report.finishableShare());
  }

  @Test
  void where_nothing_goes_wrong_every_pool_that_can_be_is_rolled() {
    // when
    CampaignReport report = pools().from(FIRST).seeds(WORLDS).run();

    // then
    print(report);
    assertThat(report.nodePools()).isEqualTo(WORLDS);
    assertThat(report.violations()).isEmpty();
    assertThat(report.finishableShare()).isEqualTo(1);
  }

  @Test
  void whatever_goes_wrong_limits_hold_and_nothing_of_ours_is_left() {
    // when
    CampaignReport report = troubled().from(FIRST).seeds(WORLDS).run();

    // then
    print(report);
    assertThat(report.violations()).isEmpty();
    assertThat(report.finishableShare()).isGreaterThan(0.95);
  }

  @Test
  void the_same_seed_gives_the_same_history() {
    // when
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    troubled().replay(FIRST, first::add);
    troubled().replay(FIRST, second::add);

    // then
    assertThat(first).hasSizeGreaterThan(100).isEqualTo(second);
  }

  /**
   * A pace that was asked for without end, since the pool was as tight already; a pod between its
   * two lives, which nobody counted; and pods that shun one another.
   */
  @ParameterizedTest
  @ValueSource(longs = {22, 25, 40, 239})
  void worlds_in_which_a_limit_was_once_broken_hold(long seed) {
    // when
    CampaignReport report = pools().from(seed).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.endings().finished()).isEqualTo(1);
  }

  /** The size of the pool was written down without end, since it had not changed. */
  @Test
  void a_pool_that_others_keep_at_its_size_is_not_written_down_again_and_again() {
    // when
    CampaignReport report = troubled().from(54).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.events()).isLessThan(100_000);
  }

  /** A process that died as it tidied up was told that the pool was still being rolled. */
  @Test
  void what_is_saved_once_a_pool_is_rolled_is_not_the_run_s_doing() {
    // when
    CampaignReport report = troubled().from(371).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.endings().finished()).isEqualTo(1);
  }

  /** The next took it for one of the pool's own, and consolidation took it. */
  @Test
  void what_has_come_before_a_process_died_is_held_by_the_next() {
    // when
    CampaignReport report = troubled().from(5565).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
  }

  /** It registered after one process had died, and was saved before the next had the lease. */
  @Test
  void what_comes_and_is_saved_while_no_process_is_alive_is_nobody_s_fault() {
    // when
    CampaignReport report = troubled().from(1438).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.endings().finished()).isEqualTo(1);
  }

  /** New nodes that nobody could use were held, so that they became more without end. */
  @Test
  void new_nodes_that_nobody_can_use_are_left_to_be_saved_again() {
    // when
    CampaignReport report = troubled().from(1054).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.endings().halted()).containsKey(FailureReason.NO_CAPACITY);
  }

  /** Pods that are to be spread over zones were thought to shun one another where there is one. */
  @Test
  void pods_that_are_spread_over_one_zone_may_share_a_node() {
    // when
    CampaignReport report = pools().from(1007).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.endings().finished()).isEqualTo(1);
  }

  /** What was launched for others' pods was taken for a part of the pool before it had come. */
  @Test
  void a_share_of_a_pool_that_others_make_larger_is_one_of_what_has_come() {
    // when
    CampaignReport report = troubled().from(5088).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.endings().finished()).isEqualTo(1);
  }
}
