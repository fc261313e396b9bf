package io.evenkeel.engine.internal.plan;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Levers;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import java.time.Instant;
import java.util.List;

/** Recognizes what others do to nodes and what the run respects; each is told once. */
final class OthersSeen {
  private OthersSeen() {}

  static List<UpgradeEvent> of(RunState.Place place, Node node, RunState run, Instant now) {
    if (Marks.closedByOthers(node)
        && !place.member().leaving()
        && first(run, "closed by others: " + node.uid())) {
      return List.of(event(place, node, now, "has closed it", consequence(place.member())));
    }
    if (!node.hasTaint(Marks.OUTDATED_TAINT)
        && node.hasAnnotation(Marks.RUN)
        && first(run, Levers.tainting(node.uid()))) {
      return List.of(
          event(
              place,
              node,
              now,
              "took our taint off",
              "it is not put back; pods may land there again and move twice"));
    }
    return List.of();
  }

  /** Tells that processes which the run had suspended were resumed, and are left to go on. */
  static List<UpgradeEvent> of(GroupView group, RunState run, Instant now) {
    boolean resumed = !group.state().suspended().containsAll(group.marks().suspended());
    return resumed
            && Reverts.resumedForGood(group, run)
            && first(run, Levers.suspending(group.name()))
        ? List.of(
            new UpgradeEvent.OthersActed(
                now,
                group.name(),
                "node group " + group.name(),
                "resumed " + String.join(", ", group.marks().suspended()) + " each time",
                "it goes on, and may move nodes behind the run's back"))
        : List.of();
  }

  private static boolean first(RunState run, String what) {
    boolean known = run.levers().stopped(what);
    run.levers().stop(what);
    return !known;
  }

  private static String consequence(Member member) {
    return member.replacement()
        ? "no pod is counted on to land there until it is opened"
        : "it stays closed, and counts as unavailable";
  }

  private static UpgradeEvent event(
      RunState.Place place, Node node, Instant now, String what, String consequence) {
    return new UpgradeEvent.OthersActed(now, place.group().name(), node.name(), what, consequence);
  }
}
