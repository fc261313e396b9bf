package io.evenkeel.engine.internal.plan;

import io.evenkeel.FailureReason;
import io.evenkeel.NodeStage;
import io.evenkeel.Obstacle;
import io.evenkeel.Phase;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.engine.internal.state.Stall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Ends a run in which nothing can go on: no drain is under way and none may start, or a replacement
 * does not become usable. What is missing is told before.
 */
final class StallRule implements Rule {
  /** A stall that is over sooner than this is not worth telling. */
  static final Duration GRACE = Duration.ofSeconds(30);

  private static final List<NodeStage> MOVING =
      List.of(
          NodeStage.CLOSING,
          NodeStage.DRAINING,
          NodeStage.BLOCKED,
          NodeStage.EMPTY,
          NodeStage.SOAKING,
          NodeStage.DETACHING,
          NodeStage.TERMINATING,
          NodeStage.LAUNCHED,
          NodeStage.REGISTERED,
          NodeStage.READY);

  @Override
  public List<Decision> decide(GroupView group, RunState run, Instant now) {
    Optional<Member> failed = group.census().failed();
    if (failed.isPresent() && group.marks().canary().passed()) {
      return fail(
          group,
          "replacement " + failed.get().label() + " did not become usable in time",
          "look at the instance's system log, then start again");
    }
    return group.stall().map(stall -> wait(group, stall, run, now)).orElse(List.of());
  }

  private static List<Decision> wait(GroupView group, Stall stall, RunState run, Instant now) {
    if (run.course().paused()) {
      return List.of();
    }
    Duration lasts = run.course().lasts(stall.since(), now);
    if (lasts.compareTo(patience(group)) >= 0) {
      List<StallCauses.Kept> kept = kept(group, run);
      return fail(
          group,
          missing(group, run),
          kept.isEmpty()
              ? "allow more surge, make room, or mend what keeps instances from being launched"
              : kept.get(0).obstacle().remedy());
    }
    if (lasts.compareTo(GRACE) >= 0 && roomWouldHelp(group, run)) {
      return Sizes.raise(
          group, group.state().desired() + 1, "pods find no room on the new nodes so far", now);
    }
    Duration next = stall.told() ? patience(group) : shorter(GRACE, patience(group));
    return List.of(new Decision.Wake(new AgendaItem.OfGroup(group.name()), next.minus(lasts)));
  }

  /** Returns whether the plan allows another new node, which may come where pods find no room. */
  private static boolean roomWouldHelp(GroupView group, RunState run) {
    List<StallCauses.Kept> kept = kept(group, run);
    return group.marks().canary().passed()
        && group.census().toBeReplaced() > 0
        && group.state().desired() < group.base() + group.surgeLimit()
        && !kept.isEmpty()
        && kept.stream().allMatch(k -> k.obstacle().cause() == Obstacle.Cause.NO_ROOM);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** Returns whether nothing is under way although nodes are still to be replaced. */
  static boolean stalled(GroupView group, RunState run) {
    return (group.phase() == Phase.UPGRADE || group.phase() == Phase.SCALE_UP)
        && !run.course().paused()
        && (group.marks().canary().passed()
            ? group.phase() == Phase.UPGRADE
            : !group.marks().canary().isWell())
        && (group.census().toBeReplaced() > 0 || group.marks().borrowed() > 0)
        && group.marks().pending().isEmpty()
        && !group.busy()
        && group.state().desired() >= wanted(group)
        && !group.anyAt(MOVING);
  }

  private static int wanted(GroupView group) {
    int surge = group.marks().canary().passed() ? group.surgeLimit() : 1;
    return group.base()
        + Math.min(Math.min(surge, group.surgeLimit()), group.census().toBeReplaced());
  }

  static String missing(GroupView group, RunState run) {
    if (group.census().toBeReplaced() == 0) {
      return "the last "
          + group.marks().borrowed()
          + " borrowed nodes cannot be given back: "
          + kept(group, run).stream()
              .findFirst()
              .map(kept -> kept.obstacle().what())
              .orElse("the limits leave no node to spare, or pods find no room elsewhere");
    }
    int lacking = group.state().desired() - group.state().present();
    if (lacking > 0) {
      return "waits for "
          + lacking
          + " instances to be launched"
          + group.state().recentFailure().map(f -> ": " + f).orElse("");
    }
    List<StallCauses.Kept> kept = kept(group, run);
    return "no outdated node may be drained"
        + (kept.isEmpty() ? "" : ": " + kept.get(0).obstacle().what());
  }

  /** Returns what keeps nodes from being drained, where nothing else is waited for. */
  static List<StallCauses.Kept> kept(GroupView group, RunState run) {
    boolean launching = group.state().desired() > group.state().present();
    return launching ? List.of() : StallCauses.of(group, run);
  }

  private static Duration patience(GroupView group) {
    return group.plan().canary().patience();
  }

  private static List<Decision> fail(GroupView group, String what, String remedy) {
    return List.of(
        new Decision.End(
            new Ending.Failing(
                FailureReason.NO_CAPACITY, "node group " + group.name() + ": " + what, remedy)));
  }
}
