package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Interference;
import io.evenkeel.model.Node;
import io.evenkeel.model.TargetRegistration;
import io.evenkeel.spi.NodePatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An empty node leaves the target groups of load balancers before it is terminated, and it is
 * waited for until they have let go. Nothing would put it back there: it leaves only once it is
 * certain to go, and the mark that is written before says so to whoever goes on with the run.
 */
final class TargetGroupRule {
  private static final Duration RECENT = Duration.ofMinutes(1);

  private TargetGroupRule() {}

  /**
   * Returns whether a target group is to let go of the member before it is terminated. Where
   * somebody lets the group replace what its load balancers do not find healthy, it would do so
   * first: then it is left to take out what it terminates.
   */
  static boolean awaits(GroupView group, Member member, RunState run) {
    return member.inTargetGroups() && !replacesUnhealthy(group, run);
  }

  private static boolean replacesUnhealthy(GroupView group, RunState run) {
    return Reverts.resumedForGood(group, run)
        && replacersOfUnhealthy(group)
            .anyMatch(each -> !group.state().suspended().contains(each.process()));
  }

  /** Returns the processes by which the group replaces what it holds to be unhealthy. */
  static Stream<Interference> replacersOfUnhealthy(GroupView group) {
    return group.state().interferences().stream()
        .filter(each -> each.actsOn() == Interference.Cause.UNHEALTHY_INSTANCES);
  }

  static List<Decision> decide(
      GroupView group, Member member, Node node, RunState run, Instant now) {
    if (!awaits(group, member, run) || !isCertainToGo(group, node, run)) {
      return List.of();
    }
    if (!Marks.leavesTargetGroups(node)) {
      return mark(node, now, "from now on it goes, whatever becomes of the run");
    }
    return isRegistered(member) ? deregister(group, member, node, now) : List.of();
  }

  private static List<Decision> mark(Node node, Instant now, String because) {
    return NodeRule.patch(
        node,
        NodePatch.nothing().annotate(Marks.LEAVES_TARGET_GROUPS, now.toString()),
        "write down that it leaves its target groups",
        because);
  }

  /**
   * Before the canary has passed no node goes but one that makes room for it; when the run ends the
   * caller knows.
   */
  private static boolean isCertainToGo(GroupView group, Node node, RunState run) {
    return Marks.leavesTargetGroups(node)
        || Marks.unused(node).isPresent()
        || run.ending().isPresent()
        || group.marks().canary().passed()
        || group.surgeLimit() == 0
        || CanaryPlace.needed(group);
  }

  private static boolean isRegistered(Member member) {
    return member.instance().registrations().stream()
        .anyMatch(place -> place.state() == TargetRegistration.State.REGISTERED);
  }

  private static List<Decision> deregister(GroupView group, Member member, Node node, Instant now) {
    Optional<Instant> showsBy = member.deregistrationShowsUntil().filter(by -> by.isAfter(now));
    if (showsBy.isPresent()) {
      return List.of(NodeRule.wake(node, Duration.between(now, showsBy.get())));
    }
    if (member.defiesDeregistration()) {
      return List.of(new Decision.End(defied(group, member)));
    }
    // What is waited for counts from the mark: it may be an old one, of a process that has died.
    return isOld(node, now)
        ? mark(node, now, "it has not left them since that was written down last")
        : List.of(
            new Decision.Deregister(
                group.name(),
                member.id(),
                member.label() + " is empty, and load balancers are to let go of it"));
  }

  private static boolean isOld(Node node, Instant now) {
    return Marks.since(node, Marks.LEAVES_TARGET_GROUPS)
        .filter(since -> since.plus(RECENT).isAfter(now))
        .isEmpty();
  }

  private static Ending defied(GroupView group, Member member) {
    return Unheeded.ending(
        group,
        "that "
            + member.label()
            + " leaves its target groups was confirmed again and again, and it is still there",
        "instance " + member.id() + " in its target groups");
  }
}
