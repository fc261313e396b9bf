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

  /** The node of the last claim vanished, and the run took that for its end. */
  @ParameterizedTest
  @ValueSource(longs = {3089, 3442, 6135, 8637})
  void a_pool_is_not_rolled_as_long_as_a_claim_is_left_whose_node_has_vanished(long seed) {
    // when
    CampaignReport report = troubled().from(seed).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.endings().finished()).isEqualTo(1);
  }

  /** A new node vanished by the hand of others, which nobody was told of before it came back. */
  @ParameterizedTest
  @ValueSource(longs = {2650, 3273, 6134})
  void a_new_node_that_others_have_register_anew_is_not_saved_by_the_provisioner(long seed) {
    // when
    CampaignReport report = troubled().from(seed).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.endings().finished()).isEqualTo(1);
  }

  /** Writes were lost for minutes, so that the lease ran out and nothing could be held. */
  @Test
  void what_is_saved_while_no_lease_can_be_renewed_is_nobody_s_fault() {
    // when
    CampaignReport report = troubled().from(4508).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.endings().finished()).isEqualTo(1);
  }

  /** Pods of a leaving node drove a request out, whose process had died before it took it back. */
  @ParameterizedTest
  @ValueSource(longs = {4543, 4806, 8439})
  void a_request_is_taken_back_before_pods_come_to_its_place(long seed) {
    // when
    CampaignReport report = troubled().from(seed).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
  }

  /** A Job did once more what a pod had done that was gone, which took the place of a request. */
  @ParameterizedTest
  @ValueSource(longs = {4816, 9684})
  void what_a_pod_of_a_job_has_done_is_not_done_again_on_a_new_node(long seed) {
    // when
    CampaignReport report = troubled().from(seed).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.endings().finished()).isEqualTo(1);
  }

  /** An autoscaler made pods before the first other change, and a machine came for them. */
  @Test
  void a_machine_that_comes_for_pods_of_an_autoscaler_is_not_surge() {
    // when
    CampaignReport report = troubled().from(8193).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.endings().finished()).isEqualTo(1);
  }

  /** What left as the size of the pool was written down was taken off it, again and again. */
  @Test
  void a_machine_that_was_leaving_when_a_pool_was_counted_is_no_part_of_it() {
    // when
    CampaignReport report = troubled().from(8878).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
  }

  /** New nodes kept a taint that nobody took off, and more of them came until patience ended. */
  @ParameterizedTest
  @ValueSource(longs = {1626, 2314, 4355, 6856, 8384})
  void a_pool_whose_new_nodes_nobody_can_use_is_given_up_soon(long seed) {
    // when
    CampaignReport report = troubled().from(seed).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.endings().halted()).containsKey(FailureReason.NO_CAPACITY);
  }

  /** Its provisioner saved a node, found that its pods needed one, and so on. */
  @ParameterizedTest
  @ValueSource(longs = {2642, 6106})
  void a_world_that_never_comes_to_rest_by_itself_is_judged_as_any_other(long seed) {
    // when
    CampaignReport report = troubled().from(seed).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.endings().finishable()).isZero();
  }

  /** What had come stood in for the last node, whose pods shun those that had come there. */
  @ParameterizedTest
  @ValueSource(longs = {273, 354, 1098, 1396, 2895, 6501})
  void another_node_is_asked_for_where_the_one_that_has_come_does_not_take_the_pods(long seed) {
    // when
    CampaignReport report = troubled().from(seed).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.endings().finished()).isEqualTo(1);
  }

  /** Somebody changed the pool after its target was pinned and before its roll began. */
  @ParameterizedTest
  @ValueSource(longs = {572, 867, 1710, 2282})
  void a_pool_that_is_changed_before_its_roll_begins_is_rolled_to_what_it_makes(long seed) {
    // when
    CampaignReport report = troubled().from(seed).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.endings().finished()).isEqualTo(1);
  }

  /** The watch moved to an API server that was behind, which knew nothing of the last new node. */
  @Test
  void marks_are_taken_off_a_node_that_the_watch_has_forgotten_for_a_while() {
    // when
    CampaignReport report = troubled().from(21_831).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.endings().finished()).isEqualTo(1);
  }

  /** Pods of others came to the surge, and the node that was to be surge then was let go. */
  @Test
  void a_new_node_is_held_where_others_use_more_machines_than_the_pool_had() {
    // when
    CampaignReport report = troubled().from(21_440).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
  }

  /** Its machine was gone when the finalizer was lifted, and the pod stayed for ever. */
  @Test
  void a_pod_whose_finalizer_is_lifted_after_its_node_has_gone_is_gone() {
    // when
    CampaignReport report = troubled().from(3019).seeds(1).run();

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.endings().finished()).isEqualTo(1);
  }

  /** Others took the new nodes, and room was kept for what had asked for them, for ever. */
  @Test
  void no_room_is_kept_for_a_request_whose_node_others_take() {
    // when
    CampaignReport report = troubled().from(6214).seeds(1).run();

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
