package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.evenkeel.Disposition;
import io.evenkeel.DrainPolicy;
import io.evenkeel.InvalidPlanException;
import io.evenkeel.MaintenanceWindow;
import io.evenkeel.NodeSelector;
import io.evenkeel.PodOnNode;
import io.evenkeel.Quantity;
import io.evenkeel.SelfDrivenGroupBuilder;
import io.evenkeel.Target;
import io.evenkeel.WhenStuck;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What makes no sense in a plan is refused before there is a run, in words that say what does. */
@SuppressWarnings("NullAway")
class PlanInputTest {
  private static final Duration BACK = Duration.ofMinutes(-1);

  private final World world = World.small(2);

  @Test
  void what_is_done_when_a_node_is_stuck_has_sensible_times_and_numbers() {
    missing(() -> WhenStuck.waitFor(null), "waitFor(..)", "a time from 0 to 365 days");
    missing(() -> WhenStuck.quarantine(null), "quarantine(..)", "a number of nodes");
    missing(() -> WhenStuck.goOnElsewhere().then(null), "a step");
    refused(() -> WhenStuck.waitFor(BACK), "PT-1M", "a time from 0 to 365 days");
    refused(() -> WhenStuck.surgeReplicas().thenWaitFor(BACK), "PT-1M", "a time from 0");
    refused(() -> new WhenStuck.ForceDeletion(BACK), "forceDeletion", "a time from 0");
    refused(() -> WhenStuck.quarantine(Quantity.nodes(-1)), "-1 nodes", "0 or more");
    refused(() -> WhenStuck.quarantine(Quantity.percent(101)), "101 %", "from 0 to 100");
  }

  @Test
  void what_is_proposed_for_a_pod_has_a_reason() {
    missing(() -> Disposition.hold(null), "hold(..)", "the reason");
    missing(() -> Disposition.leave(null), "leave(..)", "the reason");
    missing(() -> Disposition.delete(null), "delete(..)", "the reason");
  }

  @Test
  void nothing_is_combined_with_null() {
    missing(() -> DrainPolicy.eks().timeout(null), "timeout(..)", "a time");
    missing(() -> DrainPolicy.eks().soak(null), "soak(..)", "a time");
    missing(() -> DrainPolicy.eks().whenStuck(null), "whenStuck(..)", "WhenStuck.fail()");
    missing(() -> DrainPolicy.eks().holding(null, "because"), "a predicate of pods");
    missing(() -> DrainPolicy.eks().holding(null, null), "the reason");
    missing(() -> DrainPolicy.eks().onlyFor(pod -> true, null), "the policy for the other pods");
    missing(() -> NodeSelector.olderThan(null), "olderThan(..)", "a time");
    missing(() -> NodeSelector.agedBetween(null, BACK), "agedBetween(..)", "a time");
    missing(() -> NodeSelector.outdated().and(null), "another selector");
    missing(() -> NodeSelector.outdated().orderedBy(null), "an order");
    missing(() -> Target.image(null), "image(..)", "the id");
    missing(() -> Target.launchTemplate(null, 1), "launchTemplate(..)", "the id");
    missing(() -> Target.kubernetes(null), "kubernetes(..)", "1.34");
  }

  @Test
  void an_earliest_age_is_not_after_the_latest() {
    refused(
        () -> NodeSelector.agedBetween(Duration.ofDays(20), Duration.ofDays(14)),
        "the latest age (PT336H) is less than the earliest (PT480H)");
  }

  @Test
  void a_window_is_open_for_some_time() {
    refused(
        () -> MaintenanceWindow.opens("0 22 * * *", ZoneOffset.UTC, Duration.ZERO),
        "a window must be open for longer than that");
  }

  @Test
  void what_cannot_be_a_target_is_a_problem_of_the_plan() {
    problem(group -> group.to(Target.image(" ")), "an image without an id");
    problem(group -> group.to(Target.launchTemplate("lt-1", -1)), "lt-1 version -1", "1 or more");
    problem(group -> group.to(Target.kubernetes("banana")), "'banana'", "write it like 1.34");
  }

  @Test
  void what_a_policy_says_of_itself_is_told_with_all_other_problems_of_the_plan() {
    problem(
        group -> group.drain(new Speechless()).to(Target.image("")).maxSurge(Quantity.nodes(-1)),
        "the drain policy answers name() with nothing",
        "the drain policy: timeout() failed: java.lang.IllegalStateException: not today",
        "the drain policy answers soak() with PT-1M -> answer a time of 0 or more",
        "the drain policy answers whenStuck() with nothing",
        "an image without an id",
        "maxSurge is -1 nodes");
    problem(group -> group.drain(DrainPolicy.eks().timeout(BACK)), "timeout() with PT-1M");
  }

  private void problem(Consumer<SelfDrivenGroupBuilder> group, String... words) {
    assertThatExceptionOfType(InvalidPlanException.class)
        .isThrownBy(() -> world.plan(group))
        .satisfies(refused -> assertThat(refused.getMessage()).contains(words));
  }

  private static void refused(ThrowingCallable call, String... words) {
    assertThatIllegalArgumentException()
        .isThrownBy(call)
        .satisfies(fault -> assertThat(fault.getMessage()).contains(words));
  }

  private static void missing(ThrowingCallable call, String... words) {
    assertThatNullPointerException()
        .isThrownBy(call)
        .satisfies(fault -> assertThat(fault.getMessage()).contains(words));
  }

  /** A policy that cannot say anything of itself. */
  private static final class Speechless implements DrainPolicy {
    @Override
    public Disposition decide(PodOnNode subject) {
      return Disposition.evict();
    }

    @Override
    public String name() {
      return null;
    }

    @Override
    public Duration timeout() {
      throw new IllegalStateException("not today");
    }

    @Override
    public Duration soak() {
      return BACK;
    }

    @Override
    public WhenStuck whenStuck() {
      return null;
    }
  }
}
