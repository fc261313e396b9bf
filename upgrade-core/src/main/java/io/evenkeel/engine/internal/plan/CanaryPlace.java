package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeStage;
import io.evenkeel.engine.internal.state.CanaryMark;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Instance;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a canary comes: beside the old nodes as long as the group may grow, else for one of them.
 */
final class CanaryPlace {
  private CanaryPlace() {}

  /**
   * The canary is the replacement that was launched last; before it there were none of this run.
   */
  static Optional<Member> launched(GroupView group) {
    return group.members().stream()
        .filter(Member::replacement)
        .filter(member -> !member.leaving())
        .findFirst();
  }

  /**
   * Returns whether the canary has to take the place of a node, although there is surge: others
   * have made the group smaller, so that old nodes fill all that the plan allows.
   */
  static boolean needed(GroupView group) {
    return group.marks().canary() instanceof CanaryMark.Launching
        && launched(group).isEmpty()
        && slotsAreTaken(group);
  }

  /** Returns whether nothing will be launched unless a node goes or the group may grow. */
  static boolean slotsAreTaken(GroupView group) {
    return group.state().desired() >= group.base() + group.surgeLimit() && isFull(group);
  }

  private static boolean isFull(GroupView group) {
    return group.count(member -> !member.leaving()) >= group.state().desired();
  }

  /**
   * Returns whether the group has more nodes than it wants, such as when others have just made it
   * smaller: one that went now would not be replaced, and would have gone for nothing.
   */
  static boolean shrinks(GroupView group) {
    return group.count(CanaryPlace::countsAgainstDesired) > group.state().desired();
  }

  /** Whoever puts an instance into standby takes it out of the desired size. */
  private static boolean countsAgainstDesired(Member member) {
    return !member.leaving() && member.instance().state() != Instance.State.STANDBY;
  }

  /** Where old nodes fill the room for the canary as well, it needs more of the surge. */
  static int roomFor(GroupView group) {
    int one = group.base() + Math.min(1, group.surgeLimit());
    int desired = group.state().desired();
    return desired < one || !isFull(group)
        ? one
        : Math.min(desired + 1, group.base() + group.surgeLimit());
  }

  /** Returns an old node that may go. */
  static Optional<Member> leavable(GroupView group, RunState run, Instant now) {
    return group.members().stream()
        .filter(Member::outdated)
        .filter(member -> Leaving.ready(group, member, run, now))
        .filter(member -> !member.nodeName().map(run::isBusy).orElse(false))
        .findFirst();
  }

  /** Returns whether an old node is asked to go: what comes for it is launched a while later. */
  static boolean isMade(GroupView group, RunState run) {
    return group.at(NodeStage.TERMINATING).stream().anyMatch(Member::outdated)
        || group.at(NodeStage.DETACHING).stream()
            .anyMatch(old -> old.nodeName().map(run::isBusy).orElse(false));
  }
}
