package io.evenkeel.engine.internal.plan;

import io.evenkeel.FailureReason;
import io.evenkeel.Obstacle;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.RolledNode;
import io.evenkeel.engine.internal.state.RolloutCourse;
import io.evenkeel.engine.internal.state.RolloutMark;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.spi.RolloutPace;
import io.evenkeel.spi.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What to do about a group that somebody else rolls out: pace it, start it, judge how it ended. */
final class RolloutRule {
  /** What was seen longer ago than this is looked at again before anything is started. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  /** How long nodes may take to show what the cloud says they are. */
  private static final Duration UNTIL_SHOWN = Duration.ofMinutes(10);

  List<Decision> decide(RolloutView view, RunState run, Instant now) {
    if (view.done() || view.busy()) {
      return List.of();
    }
    if (run.ending().isPresent()) {
      return ending(view);
    }
    if (view.course() instanceof RolloutCourse.UnderWay) {
      return lookAgain(view, now);
    }
    if (view.course() instanceof RolloutCourse.Over over) {
      return judge(view, over, now);
    }
    if (!run.waves().mayWork(view, run) || run.course().paused()) {
      return List.of();
    }
    return view.toBeReplaced() == 0 ? settled(view) : begin(view, now);
  }

  private List<Decision> begin(RolloutView view, Instant now) {
    if (view.observedAt().plus(FRESH).isBefore(now)) {
      return List.of(new Decision.LookAtRollout(view.name()));
    }
    if (view.group().running().isPresent()) {
      RolloutMark.Begun others =
          new RolloutMark.Begun(view.group().running().get(), RolloutMark.Whose.OTHERS);
      return List.of(
          new Decision.NoteRollout(
              view.name(), view.mark().begins(others), "somebody has started it already"));
    }
    Optional<RolloutPace> pace = view.wantedPace();
    if (pace.isPresent()) {
      return view.mark().before().isPresent()
          ? List.of(
              new Decision.PaceRollout(view.name(), pace.get(), "the plan says how many at once"))
          : List.of(
              new Decision.NoteRollout(
                  view.name(),
                  view.mark().pacedBefore(view.group().pace()),
                  "what was set before is written down first"));
    }
    return List.of(
        new Decision.StartRollout(view.name(), view.target(), "its nodes are to be replaced"));
  }

  /** The cloud has said how it ended; the nodes and the cloud have to show it. */
  private List<Decision> judge(RolloutView view, RolloutCourse.Over over, Instant now) {
    boolean ours = over.rollout().whose() == RolloutMark.Whose.OURS;
    if (over.state().stage() == RolloutState.Stage.SUCCEEDED && ours) {
      if (view.toBeReplaced() == 0) {
        return settled(view);
      }
      Instant last = over.since().plus(UNTIL_SHOWN);
      return last.isAfter(now)
          ? List.of(new Decision.VerifyRollout(view.name(), view.observeEvery()))
          : List.of(fail(notAsWanted(view), "see what the cloud shows of the group", view));
    }
    if (ours) {
      return List.of(fail(inWords(view, over), remedy(view, over), view));
    }
    // Whatever others have asked for is over: what is still to be done is asked for by us.
    return view.mark().begun().isPresent()
        ? List.of(
            new Decision.NoteRollout(
                view.name(), view.mark().withoutRollout(), "what others had started is over"))
        : List.of();
  }

  private static List<Decision> settled(RolloutView view) {
    return view.mark().before().isPresent()
        ? List.of(giveBack(view))
        : List.of(new Decision.FinishRollout(view.name()));
  }

  private static Decision giveBack(RolloutView view) {
    return new Decision.PaceRollout(
        view.name(), view.mark().before().orElseThrow(), "what was set before is set again");
  }

  private static List<Decision> ending(RolloutView view) {
    if (view.course() instanceof RolloutCourse.UnderWay way) {
      return view.goesOn().isPresent()
          ? List.of()
          : List.of(new Decision.CancelRollout(view.name(), way.rollout().id()));
    }
    return view.mark().before().isPresent() ? List.of(giveBack(view)) : List.of();
  }

  private static List<Decision> lookAgain(RolloutView view, Instant now) {
    List<Decision> wakes = new ArrayList<>();
    view.again()
        .forEach(
            (node, again) -> {
              if (again.isAfter(now)) {
                wakes.add(
                    new Decision.Wake(new AgendaItem.OfDrain(node), Duration.between(now, again)));
              }
            });
    return wakes;
  }

  private static Decision fail(String what, String remedy, RolloutView view) {
    return new Decision.End(
        new Ending.Failing(
            FailureReason.ROLLOUT_FAILED, "node group " + view.name() + ": " + what, remedy));
  }

  private static String notAsWanted(RolloutView view) {
    List<String> outdated =
        view.nodes().stream().filter(RolledNode::outdated).map(RolledNode::name).toList();
    String nodes =
        outdated.isEmpty()
            ? ""
            : "; nodes that are not at the target: " + String.join(", ", outdated);
    return "the cloud says that the rollout is over, but it is not as wanted: "
        + String.join("; ", view.behind())
        + nodes;
  }

  private static String inWords(RolloutView view, RolloutCourse.Over over) {
    List<String> parts = new ArrayList<>();
    over.state().troubles().forEach(trouble -> parts.add(Words.of(trouble)));
    List<Obstacle> obstacles = obstacles(view);
    if (!obstacles.isEmpty()) {
      parts.add("what was seen in the way: " + Diagnosis.inWords(obstacles));
    }
    String how =
        over.state().stage() == RolloutState.Stage.CANCELLED ? "was cancelled" : "has failed";
    return "rollout "
        + over.rollout().id()
        + " "
        + how
        + (parts.isEmpty() ? "" : ": " + String.join("; ", parts))
        + "; "
        + view.tally().replaced()
        + " replaced, "
        + view.outdated()
        + " still to be";
  }

  private static String remedy(RolloutView view, RolloutCourse.Over over) {
    List<String> remedies = new ArrayList<>();
    over.state().troubles().forEach(trouble -> remedies.add(trouble.remedy()));
    obstacles(view).forEach(obstacle -> remedies.add(obstacle.remedy()));
    remedies.add("start again: nodes that are at the target stay");
    return String.join("; ", remedies.stream().distinct().toList());
  }

  private static List<Obstacle> obstacles(RolloutView view) {
    return view.nodes().stream().flatMap(node -> node.obstacles().stream()).toList();
  }
}
