package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeStage;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.Availability;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Levers;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.Room;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.NodePatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Cleans up after a run that ends before it is done: the pointer returns unless the target has
 * proven itself, empty surge is given back, and what holds pods stays.
 */
final class UnwindRule implements Rule {
  private final ScaleDownRule scaleDown = new ScaleDownRule();

  /** Before all else nothing is launched any more from a target that has not proven itself. */
  static List<Decision> returnPointer(GroupView group, RunState run, Instant now) {
    boolean armed =
        !group.marks().canary().passed()
            && !run.levers().stopped(Levers.returning(group.name()))
            && !group.state().pointer().equals(CanaryRule.original(group));
    return armed
        ? List.of(
            new Decision.Point(
                group.name(),
                group.state().pointer(),
                CanaryRule.original(group),
                "the target has not proven itself"))
        : List.of();
  }

  @Override
  public List<Decision> decide(GroupView group, RunState run, Instant now) {
    if (group.marks().borrowed() > 0
        && group.state().present() < group.state().desired()
        && !group.work().defiesResizes()) {
      int desired = Math.max(group.state().present(), group.base());
      return Sizes.set(
          group, desired, group.state().max(), "what was not launched is not needed", now);
    }
    List<Decision> leaving = giveBack(group, run, now);
    if (!leaving.isEmpty() || somethingLeaves(group, run, now)) {
      return leaving;
    }
    List<Decision> rest = cleanRest(group, run);
    if (!rest.isEmpty()) {
      return rest;
    }
    return podsAreOnTheirWayToSurge(group, run, now)
        ? List.of(untilItStays(group, run, now))
        : scaleDown.decide(group, run, now);
  }

  /** Surge is closed once what is on its way there has landed; only then is it seen what stays. */
  private static boolean podsAreOnTheirWayToSurge(GroupView group, RunState run, Instant now) {
    return group.marks().borrowed() > 0
        && returns(group, run, now)
        && group.members().stream()
            .filter(member -> member.replacement() && !member.leaving())
            .flatMap(member -> member.nodeName().stream())
            .anyMatch(run.room()::isPromised);
  }

  private static Decision untilItStays(GroupView group, RunState run, Instant now) {
    Instant limit = run.course().endingSince().orElse(now).plus(group.drains().timeout());
    return new Decision.Wake(new AgendaItem.OfGroup(group.name()), Duration.between(now, limit));
  }

  /** What cannot go within the limits stays, without our marks; the outcome names it. */
  private static List<Decision> cleanRest(GroupView group, RunState run) {
    return group.members().stream()
        .filter(m -> m.stage() != NodeStage.QUARANTINED && !m.leaving())
        .flatMap(m -> m.nodeName().flatMap(run.cluster()::node).stream())
        .filter((Node node) -> Marks.any(node) && !run.isBusy(node.name()))
        .<Decision>map(
            node -> new Decision.PatchNode(node, Cleaning.of(node), "remove marks", "the run ends"))
        .toList();
  }

  private static List<Decision> giveBack(GroupView group, RunState run, Instant now) {
    return mayGo(group, run, now)
        .map(
            member ->
                group.marks().borrowed() > 0
                    ? Sizes.giveBack(
                        group, member.id(), member.label() + " is empty, and was borrowed", now)
                    : replace(group, member))
        .orElseGet(() -> close(group, run, now));
  }

  /** What serves nobody any more goes also where its place is not to be given back. */
  private static List<Decision> replace(GroupView group, Member member) {
    return List.of(
        new Decision.Terminate(
            group.name(),
            member.id(),
            AfterTermination.REPLACE,
            member.label() + " is empty, and has left its target groups"));
  }

  /** A new node that is of no use goes before an old one that still is. */
  private static Optional<Member> mayGo(GroupView group, RunState run, Instant now) {
    return group.members().stream()
        .filter(member -> Leaving.uselessAndEmpty(group, member, run))
        .filter(member -> !member.defiesTermination())
        .findFirst()
        .or(
            () ->
                group.members().stream()
                    .filter(m -> Leaving.ready(group, m, run, now) && goes(group, m, run, now))
                    .filter(m -> !m.nodeName().map(run::isBusy).orElse(false))
                    .findFirst());
  }

  /** Closes surge, so that nothing lands there before it goes; as much as the limits allow. */
  private static List<Decision> close(GroupView group, RunState run, Instant now) {
    int wanted =
        group.marks().borrowed() - group.count(m -> Availability.underWay(m) && !m.leaving());
    int spare = group.spare();
    Landing landing = new Landing(group, run);
    List<Decision> closing = new ArrayList<>();
    for (Member member : group.members()) {
      if (closing.size() < wanted
          && (spare > 0 || !member.available())
          && mayClose(group, member, run, now)
          && close(group, member, run, landing, now, closing)) {
        spare -= member.available() ? 1 : 0;
      }
    }
    return closing;
  }

  private static boolean mayClose(GroupView group, Member member, RunState run, Instant now) {
    boolean surge = member.stage() == NodeStage.USABLE || member.stage() == NodeStage.READY;
    return surge
        && member.replacement()
        && !run.isBusy(member.nodeName().orElseThrow())
        && (returns(group, run, now) || Leaving.holdsNothing(member, run));
  }

  private static boolean close(
      GroupView group,
      Member member,
      RunState run,
      Landing landing,
      Instant now,
      List<Decision> closing) {
    Node node = run.cluster().node(member.nodeName().orElseThrow()).orElseThrow();
    NodePatch patch = DrainRule.closing(node, run, now);
    Optional<List<Room.Promise>> promises = landing.place(node);
    promises.ifPresent(
        p ->
            closing.add(
                new Decision.StartDrain(group.name(), node, patch, p, "surge is given back")));
    return promises.isPresent();
  }

  /**
   * Returns whether an emptied member is terminated although the run ends: what has left its target
   * groups in any case, and others as long as there is something to give back.
   */
  static boolean goes(GroupView group, Member member, RunState run, Instant now) {
    if (!emptied(member) || leavesTargetGroups(group, member, run, now)) {
      return emptied(member);
    }
    int before = 0;
    boolean earlier = true;
    for (Member other : group.members()) {
      earlier &= other != member;
      boolean first = earlier || leavesTargetGroups(group, other, run, now);
      before += first && emptied(other) ? 1 : 0;
    }
    return group.marks().borrowed() > before;
  }

  /** What target groups never let go of stays after all. */
  private static boolean leavesTargetGroups(
      GroupView group, Member member, RunState run, Instant now) {
    return member
        .nodeName()
        .flatMap(run.cluster()::node)
        .filter(node -> Marks.leavesTargetGroups(node) && !member.defiesDeregistration())
        .filter(node -> !new Detaching(group, member, node, run, now).isLate())
        .isPresent();
  }

  /** What was terminated again and again and has not gone will not go now either. */
  private static boolean emptied(Member member) {
    return !member.leaving()
        && !member.defiesTermination()
        && (member.stage() == NodeStage.EMPTY
            || member.stage() == NodeStage.SOAKING
            || member.stage() == NodeStage.DETACHING);
  }

  private static boolean somethingLeaves(GroupView group, RunState run, Instant now) {
    boolean moving =
        group.members().stream()
            .anyMatch(
                m -> emptied(m) || m.stage() == NodeStage.CLOSING || returning(group, m, run, now));
    return moving
        || group.count(m -> m.stage() == NodeStage.TERMINATING && m.terminationAsked()) > 0;
  }

  private static boolean returning(GroupView group, Member member, RunState run, Instant now) {
    return member.replacement()
        && (member.stage() == NodeStage.DRAINING || member.stage() == NodeStage.BLOCKED)
        && returns(group, run, now);
  }

  /** Returns how long an ending run may take before it stops cleaning up. */
  static Duration patience(Collection<GroupView> groups) {
    Duration drains = Duration.ZERO;
    for (GroupView group : groups) {
      drains = drains.plus(group.drains().timeout()).plus(group.drains().soak());
    }
    return drains.plus(Duration.ofMinutes(30));
  }

  /** Returns whether surge that holds pods is drained: for as long as a drain may take. */
  static boolean returns(GroupView group, RunState run, Instant now) {
    return run.ending().map(e -> e.surge() == Ending.Surge.RETURNED).orElse(false)
        && run.course().endingSince().orElse(now).plus(group.drains().timeout()).isAfter(now);
  }
}
