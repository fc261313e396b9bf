package io.evenkeel.engine.internal.plan;

import io.evenkeel.FailureReason;
import io.evenkeel.engine.internal.state.ControlPlaneView;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.PlaneStep;
import io.evenkeel.engine.internal.state.PlaneUpdate;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.spi.ControlPlaneUpdate;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutState;
import io.evenkeel.spi.RolloutState.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What to do about the control plane: look at it before each change, ask for the change, and judge
 * how it has ended.
 */
final class ControlPlaneRule {
  /** What was seen longer ago than this is looked at again before anything is asked for. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  /** How long the cloud may take to show what it says that it has done. */
  private static final Duration UNTIL_SHOWN = Duration.ofMinutes(10);

  List<Decision> decide(ControlPlaneView plane, RunState run, Instant now) {
    if (plane.busy() || plane.underWay()) {
      return List.of();
    }
    if (plane.update().isPresent()) {
      return judge(plane, plane.update().get(), now);
    }
    if (plane.maybeOurs().isPresent()) {
      return List.of(follow(plane, plane.maybeOurs().get(), now));
    }
    if (run.ending().isPresent() || run.course().paused()) {
      return List.of();
    }
    return plane
        .current()
        .filter(step -> run.waves().mayWork(step, run))
        .filter(step -> PoolHolding.isDoneEverywhere(run, now))
        .map(step -> begin(plane, step, now))
        .orElse(List.of());
  }

  private static List<Decision> begin(ControlPlaneView plane, PlaneStep step, Instant now) {
    if (plane.observedAt().plus(FRESH).isBefore(now)) {
      return List.of(new Decision.LookAtControlPlane(Duration.ZERO));
    }
    if (plane.state().running().isPresent()) {
      return List.of(follow(plane, plane.state().running().get(), now));
    }
    List<Finding> blockers = plane.findings().stream().filter(Finding::blocks).toList();
    if (!blockers.isEmpty()) {
      return List.of(refuse(step, blockers));
    }
    return List.of(
        new Decision.ChangeControlPlane(
            step.wanted().orElseThrow(), "the plan goes to " + plane.plan().version()));
  }

  /** What is known to be over is not followed again, only because it is shown for a while yet. */
  private static Decision follow(ControlPlaneView plane, ControlPlaneUpdate running, Instant now) {
    Optional<Instant> over = plane.overSince(running);
    if (over.isEmpty()) {
      return new Decision.FollowControlPlane(running);
    }
    return over.get().plus(UNTIL_SHOWN).isAfter(now)
        ? new Decision.LookAtControlPlane(plane.observeEvery())
        : fail(
            "control plane: update "
                + running.id()
                + " is over, but the cloud still shows it as under way",
            "see what the cloud shows, then start again");
  }

  private static Decision refuse(PlaneStep step, List<Finding> blockers) {
    return new Decision.End(
        new Ending.Failing(
            FailureReason.PREFLIGHT,
            step.name()
                + ": "
                + joined(blockers, finding -> finding.where() + ": " + finding.what()),
            joined(blockers, Finding::remedy)));
  }

  private static List<Decision> judge(ControlPlaneView plane, PlaneUpdate update, Instant now) {
    PlaneUpdate.End end = update.end().orElseThrow();
    boolean succeeded = end.state().stage() == RolloutState.Stage.SUCCEEDED;
    if (!succeeded && update.change().isPresent()) {
      return List.of(new Decision.LeaveControlPlane(update), fail(update, end.state()));
    }
    // What others have asked for is over, for good or bad: what is still to do is asked for by us.
    if (update.change().isEmpty() || isShown(plane, update)) {
      return plane.observedAt().isBefore(end.at())
          ? List.of(new Decision.LookAtControlPlane(Duration.ZERO))
          : List.of(new Decision.LeaveControlPlane(update));
    }
    return end.at().plus(UNTIL_SHOWN).isAfter(now)
        ? List.of(new Decision.LookAtControlPlane(nextLook(plane, end)))
        : List.of(new Decision.LeaveControlPlane(update), notShown(update));
  }

  private static Duration nextLook(ControlPlaneView plane, PlaneUpdate.End end) {
    return plane.observedAt().isBefore(end.at()) ? Duration.ZERO : plane.observeEvery();
  }

  /** Returns whether the change is no more what has to be done next. */
  private static boolean isShown(ControlPlaneView plane, PlaneUpdate update) {
    return !plane.current().flatMap(PlaneStep::wanted).equals(update.change());
  }

  private static Decision notShown(PlaneUpdate update) {
    return fail(
        update.subject()
            + " ("
            + update.what()
            + "): the cloud says that it is done, but does not show it",
        "see what the cloud shows, then start again");
  }

  private static Decision fail(PlaneUpdate update, RolloutState state) {
    List<Trouble> troubles = state.troubles();
    String how = state.stage() == RolloutState.Stage.CANCELLED ? " was cancelled" : " has failed";
    return fail(
        update.subject()
            + " ("
            + update.what()
            + "): update "
            + update.update().id()
            + how
            + (troubles.isEmpty() ? "" : ": " + joined(troubles, Words::of)),
        troubles.isEmpty()
            ? "see what the cloud says of it, then start again"
            : joined(troubles, Trouble::remedy) + "; then start again");
  }

  private static Decision fail(String what, String remedy) {
    return new Decision.End(new Ending.Failing(FailureReason.ROLLOUT_FAILED, what, remedy));
  }

  private static <T> String joined(List<T> things, Function<T, String> words) {
    return things.stream().map(words).distinct().collect(Collectors.joining("; "));
  }
}
