package io.evenkeel.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.Disposition;
import io.evenkeel.DrainPolicy;
import io.evenkeel.FailureReason;
import io.evenkeel.NodeSelector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A campaign is repeatable, adds up what it saw, and tries the plug-ins of others. */
class CampaignTest {
  private static final EnumSet<Fault> ALL = EnumSet.allOf(Fault.class);

  @Test
  void what_is_found_does_not_depend_on_the_number_of_threads() {
    // when
    CampaignReport alone = mixed().threads(1).run();
    CampaignReport together = mixed().threads(3).run();

    // then
    assertThat(together.events()).isEqualTo(alone.events());
    assertThat(together.faults()).isEqualTo(alone.faults());
    assertThat(together.crashes()).isEqualTo(alone.crashes());
    assertThat(together.endings()).isEqualTo(alone.endings());
    assertThat(together.violations()).isEqualTo(alone.violations());
  }

  @Test
  void every_world_is_counted_once() {
    // when
    CampaignReport report = mixed().run();

    // then
    CampaignReport.Endings endings = report.endings();
    long halted = endings.halted().values().stream().mapToLong(Long::longValue).sum();
    assertThat(report.seeds()).isEqualTo(40);
    assertThat(endings.finished() + endings.stopped() + halted).isEqualTo(40);
    assertThat(endings.finishable() + endings.notFinishable()).isEqualTo(40);
    assertThat(report.events()).isPositive();
  }

  @Test
  void nothing_goes_wrong_where_nothing_was_asked_for() {
    // when
    CampaignReport report = new Campaign().seeds(20).run();

    // then
    assertThat(report.faults()).isEmpty();
    assertThat(report.crashes()).isEmpty();
  }

  @Test
  void a_replay_tells_the_same_lines_each_time() {
    // given
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();

    // when
    mixed().replay(7, first::add);
    mixed().replay(7, second::add);

    // then
    assertThat(first).hasSizeGreaterThan(100).isEqualTo(second);
  }

  @Test
  void a_drain_policy_that_throws_ends_every_run_that_asks_it_by_name() {
    // given
    DrainPolicy broken =
        subject -> {
          throw new IllegalStateException("never asked before");
        };

    // when
    CampaignReport report = new Campaign().seeds(30).drainPolicy(seed -> broken).run();

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.endings().halted()).containsKey(FailureReason.PLUG_IN);
  }

  @Test
  void a_drain_policy_that_holds_everything_breaks_nothing() {
    // when
    CampaignReport report =
        new Campaign()
            .seeds(30)
            .drainPolicy(seed -> subject -> Disposition.hold("not today"))
            .run();

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.endings().finished()).isLessThan(30);
  }

  @Test
  void the_first_seeds_of_each_reason_to_halt_are_told_and_show_it_again() {
    // given
    Campaign holding =
        new Campaign().seeds(30).drainPolicy(seed -> subject -> Disposition.hold("not today"));
    List<String> history = new ArrayList<>();

    // when
    CampaignReport.Endings endings = holding.run().endings();
    List<Long> stuck = endings.haltedSeeds().getOrDefault(FailureReason.DRAIN_STUCK, List.of());
    holding.replay(stuck.get(0), history::add);

    // then
    assertThat(endings.haltedSeeds().keySet()).isEqualTo(endings.halted().keySet());
    assertThat(stuck).isSorted().hasSizeLessThanOrEqualTo(5);
    assertThat(history)
        .anyMatch(line -> line.startsWith("ended: ") && line.contains("DRAIN_STUCK"));
  }

  @Test
  void a_factory_that_makes_no_policy_is_no_fault_of_the_library() {
    // given
    IllegalStateException cause = new IllegalStateException("no policy today");

    // then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Campaign().seeds(3).threads(1).drainPolicy(seed -> nothing()).run())
        .withMessage("drainPolicy(..) answered null for seed 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Campaign().seeds(3).nodeSelector(seed -> fails(cause)).run())
        .withMessageContaining("nodeSelector(..) failed for seed")
        .withCause(cause);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Campaign()
                    .seeds(3)
                    .drainPolicy(seed -> DrainPolicy.eks().timeout(Duration.ofMinutes(-1)))
                    .run())
        .withMessageContaining("the drain policy answers timeout() with PT-1M");
  }

  @Test
  @SuppressWarnings("NullAway")
  void a_campaign_with_null_is_refused() {
    // then
    assertThatNullPointerException()
        .isThrownBy(() -> new Campaign().drainPolicy(null))
        .withMessageContaining("give a factory");
    assertThatNullPointerException()
        .isThrownBy(() -> new Campaign().faults(null))
        .withMessageContaining("give a pool of faults");
  }

  @SuppressWarnings("NullAway")
  private static DrainPolicy nothing() {
    return null;
  }

  private static NodeSelector fails(RuntimeException cause) {
    throw cause;
  }

  @Test
  void a_campaign_of_nothing_is_refused() {
    // then
    assertThatThrownBy(() -> new Campaign().seeds(0)).hasMessageContaining("at least one seed");
    assertThatThrownBy(() -> new Campaign().threads(0)).hasMessageContaining("at least one thread");
  }

  private static Campaign mixed() {
    return new Campaign().seeds(40).faults(ALL).crashes(true);
  }
}
