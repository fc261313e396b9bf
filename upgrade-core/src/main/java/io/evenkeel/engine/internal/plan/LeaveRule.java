package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeStage;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.spi.AfterTermination;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Emptied nodes are terminated by id: while more nodes are to be replaced than may surge the group
 * replaces them at once; the last ones give back what was borrowed, and so do the first ones where
 * others have made the group so small that more is borrowed than may surge. A node of a full zone
 * waits for those of emptier zones that are on their way out, so that the zones are even at the
 * end. What has lost its machine goes in the same way, where its group may not replace it.
 */
final class LeaveRule implements Rule {

  @Override
  public List<Decision> decide(GroupView group, RunState run, Instant now) {
    List<Decision> decisions = new ArrayList<>();
    int remaining = group.census().toBeReplaced() - asked(group, run);
    for (Member member : group.members()) {
      boolean dead = Leaving.isDead(group, member, now);
      if (!(dead || Leaving.ready(group, member, run, now))
          || isBusy(member, run)
          || member.unused().isPresent()) {
        continue;
      }
      if (member.defiesTermination()) {
        return List.of(new Decision.End(defied(group, member)));
      }
      int replacements = remaining - group.surgeLimit();
      if (group.marks().borrowed() > group.surgeLimit()) {
        return giveBack(group, member, "others have made the group smaller", now);
      }
      if (dead && member.replacement() && (remaining > 0 || group.marks().borrowed() == 0)) {
        // No node shows that it is asked to go: it is the group's only write until it is answered.
        return List.of(replace(group, member, "it is still needed"));
      } else if (member.outdated() && replacements <= 0 && isAwaited(member, run)) {
        decisions.add(replace(group, member, "pods wait for its replacement"));
      } else if (member.outdated() && replacements > 0) {
        if (!new EvenZones(group).leavesTo(member, replacements)) {
          remaining--;
          decisions.add(replace(group, member, "more nodes are to be replaced than may surge"));
        }
      } else if (group.marks().borrowed() > 0) {
        decisions.addAll(giveBack(group, member, "was borrowed", now));
        return decisions;
      }
    }
    return decisions;
  }

  private static List<Decision> giveBack(
      GroupView group, Member member, String because, Instant now) {
    return Sizes.giveBack(group, member.id(), isGone(member) + ", and " + because, now);
  }

  static Ending defied(GroupView group, Member member) {
    return Unheeded.ending(
        group,
        "the termination of "
            + member.label()
            + " was confirmed again and again, and the instance is still there",
        "instance " + member.id() + " in its group");
  }

  /** Outdated nodes whose termination is under way are not to be replaced once more. */
  private static int asked(GroupView group, RunState run) {
    return group.count(m -> m.toBeReplaced() && m.stage() == NodeStage.DETACHING && isBusy(m, run));
  }

  private static boolean isBusy(Member member, RunState run) {
    return member.nodeName().map(run::isBusy).orElse(false);
  }

  /** Pods that only its zone takes find no room on what came elsewhere: that goes later. */
  private static boolean isAwaited(Member member, RunState run) {
    return member
        .nodeName()
        .flatMap(run.cluster()::node)
        .filter(node -> Awaiting.anyFor(node, run))
        .isPresent();
  }

  private static Decision replace(GroupView group, Member member, String because) {
    return new Decision.Terminate(
        group.name(), member.id(), AfterTermination.REPLACE, isGone(member) + ", and " + because);
  }

  private static String isGone(Member member) {
    return member.label()
        + (member.nodeName().isEmpty()
            ? " has no node any more and is held to be unhealthy"
            : " is empty");
  }
}
