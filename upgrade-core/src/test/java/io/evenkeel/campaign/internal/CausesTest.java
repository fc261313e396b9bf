package io.evenkeel.campaign.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.GroupSummary;
import io.evenkeel.HinderedNode;
import io.evenkeel.Obstacle;
import io.evenkeel.UpgradeOutcome.Failed;
import io.evenkeel.UpgradeSummary;
import io.evenkeel.campaign.Fault;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.spi.Finding;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that gives up and blames what has not been is found out, whatever it blames. */
class CausesTest {
  private static final long SEED = 2;
  private static final Set<Fault> NOTHING = EnumSet.noneOf(Fault.class);
  private static final Set<Fault> PAUSE = EnumSet.of(Fault.CLOCK_SKEW_OR_PAUSE);

  private static TrialRun calm = TrialRun.of(Scenario.calm(SEED, true, true));
  private static String drained = "";

  /** Everything was well in that world, and the run has finished. */
  @BeforeAll
  static void aCalmWorldIsUpgraded() {
    calm = TrialRun.of(Scenario.calm(SEED, true, true));
    drained = calm.world().cluster().nodes().get(0).name();
    assertThat(calm.toTheEnd().succeeded()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(FailureReason.class)
  void a_reason_that_the_world_does_not_bear_out_is_called_untrue(FailureReason reason) {
    // when
    Optional<String> complaint = calm.causes().untrue(failed(reason, List.of()), NOTHING);

    // then
    assertThat(complaint).as("the run blames " + reason).isPresent();
    assertThat(complaint.orElseThrow()).startsWith("I9: the run halted for " + reason + ", but ");
  }

  @ParameterizedTest
  @EnumSource(Obstacle.Cause.class)
  void an_obstacle_that_the_world_does_not_bear_out_is_called_untrue(Obstacle.Cause cause) {
    // when
    Optional<String> complaint = calm.causes().untrue(hinderedBy(obstacle(cause)), PAUSE);

    // then
    assertThat(complaint).as("the run blames " + cause).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BUDGET_NEVER_ALLOWS",
        "SEVERAL_BUDGETS_ON_ONE_POD",
        "MARKS_OF_ANOTHER_RUN",
        "PREFLIGHT",
        "A_CODE_THAT_NOBODY_CHECKS"
      })
  void what_was_found_before_the_run_and_is_not_so_is_called_untrue(String code) {
    // given
    Finding finding = Finding.blocker(code, "budget shop/front", "made up", "none");

    // when
    Optional<String> complaint =
        calm.causes().untrue(failed(FailureReason.PREFLIGHT, List.of(finding)), NOTHING);

    // then
    assertThat(complaint).as("the run blames " + code).isPresent();
  }

  @Test
  void a_drain_that_stopped_early_is_no_drain_that_ran_out_of_time() {
    // when
    Optional<String> complaint =
        calm.causes().untrue(failed(FailureReason.DRAIN_STUCK, List.of()), NOTHING);

    // then
    assertThat(complaint.orElseThrow()).contains(drained + " was drained for");
  }

  private static Failed failed(FailureReason reason, List<Finding> findings) {
    String what =
        reason == FailureReason.DRAIN_STUCK
            ? "node " + drained + " could not be drained in time: made up"
            : "node group workers: made up";
    return new Failed(reason, what, "none", findings, summary(List.of()));
  }

  /** It has a reason that is true where a process stood still, and names an obstacle. */
  private static Failed hinderedBy(Obstacle obstacle) {
    return new Failed(
        FailureReason.LEASE_LOST,
        "another has it",
        "none",
        List.of(),
        summary(List.of(new HinderedNode(drained, List.of(obstacle)))));
  }

  private static UpgradeSummary summary(List<HinderedNode> hindered) {
    GroupSummary group =
        new GroupSummary(
            "workers",
            "target",
            0,
            List.of(),
            0,
            0,
            0,
            List.of(),
            List.of(),
            hindered,
            Optional.empty(),
            List.of(),
            GroupSummary.Kind.NODE_GROUP);
    return new UpgradeSummary("run", Instant.EPOCH, Instant.EPOCH, List.of(group));
  }

  private static Obstacle obstacle(Obstacle.Cause cause) {
    ObjectKey subject =
        switch (cause) {
          case NODE_NOT_READY, NO_NODE_TO_SPARE, VOLUME_ATTACHED ->
              ObjectKey.clusterScoped(ObjectKind.NODE, drained);
          default -> new ObjectKey(ObjectKind.POD, "default", "nobody");
        };
    ObjectKey budget = new ObjectKey(ObjectKind.BUDGET, "default", "nobody");
    return new Obstacle(
        cause, subject, List.of(budget), Optional.empty(), Optional.empty(), "made up", "none");
  }
}
