package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeStage;
import io.evenkeel.Phase;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.CanaryMark;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.Room;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.spi.AfterTermination;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Removes the nodes that nobody needs, where the plan asks for it and while nothing is borrowed:
 * before the first launch those that are outdated, and at the end the others. The least used go
 * first, each proven with those before it, and never such that zones become uneven: the group would
 * launch in their stead.
 */
final class UnusedRule implements Rule {
  private final int maxDraining;

  UnusedRule(int maxDraining) {
    this.maxDraining = maxDraining;
  }

  /** Returns whether such nodes are on their way out. */
  static boolean goesOn(GroupView group) {
    return group.census().unusedUnderWay() > 0
        || (group.asksToRemoveUnused() && !group.at(NodeStage.CLOSING).isEmpty());
  }

  /** Returns whether a node of the group would be removed now. */
  static boolean anyMayGo(GroupView group, RunState run) {
    return group.asksToRemoveUnused() && !chosen(group, run, 1).isEmpty();
  }

  @Override
  public List<Decision> decide(GroupView group, RunState run, Instant now) {
    if (!group.asksToRemoveUnused() || !isItsTime(group)) {
      return List.of();
    }
    List<Decision> leaving = leave(group, run, now);
    if (!leaving.isEmpty()
        || run.course().paused()
        || !group.at(NodeStage.CLOSING).isEmpty()
        || !GroupRules.isQuiet(group, run)) {
      return leaving;
    }
    List<Decision> decisions = new ArrayList<>();
    int most = maxDraining - run.draining();
    List<Chosen> chosen = most > 0 ? chosen(group, run, most) : List.of();
    if (!chosen.isEmpty() && DrainRule.othersAreOpen(run)) {
      return List.of(new Decision.Wake(new AgendaItem.OfGroup(group.name()), DrainRule.SOON));
    }
    for (Chosen next : chosen) {
      decisions.add(start(group, next, run, now));
    }
    return decisions;
  }

  /**
   * What is borrowed is given back first: whose place a node leaves would be unknown. And a canary
   * is to prove itself, whatever it holds.
   */
  private static boolean isItsTime(GroupView group) {
    return group.marks().borrowed() == 0
        && group.marks().pending().isEmpty()
        && (group.phase() == Phase.SCALE_DOWN || group.marks().canary() instanceof CanaryMark.None);
  }

  private static List<Decision> leave(GroupView group, RunState run, Instant now) {
    for (Member member : group.at(NodeStage.DETACHING)) {
      if (member.unused().isPresent()
          && Leaving.ready(group, member, run, now)
          && !member.nodeName().map(run::isBusy).orElse(false)) {
        return List.of(leave(group, member, now));
      }
    }
    return List.of();
  }

  private static Decision leave(GroupView group, Member member, Instant now) {
    if (member.defiesTermination()) {
      return new Decision.End(LeaveRule.defied(group, member));
    }
    if (group.state().desired() <= group.state().min()) {
      // It has left its target groups, so that it goes for certain.
      return new Decision.Terminate(
          group.name(),
          member.id(),
          AfterTermination.REPLACE,
          member.label() + " is empty, and the group may not become smaller any more");
    }
    return Sizes.giveBack(
            group, member.id(), member.label() + " is empty, and nobody needs it", now)
        .get(0);
  }

  private static Decision start(GroupView group, Chosen next, RunState run, Instant now) {
    String because = Unused.because(next.promises());
    return new Decision.StartDrain(
        group.name(),
        next.node(),
        DrainRule.closing(next.node(), run, now).annotate(Marks.UNUSED, because),
        next.promises(),
        "nobody needs it: " + because);
  }

  /** A node that is to go, and where its pods have room. */
  private record Chosen(Node node, List<Room.Promise> promises) {}

  private static List<Chosen> chosen(GroupView group, RunState run, int most) {
    int left = Math.min(most, Math.min(group.spareUnused(), group.aboveMinimum()));
    List<Member> candidates = left > 0 ? candidates(group, run) : List.of();
    List<Chosen> chosen = new ArrayList<>();
    if (candidates.isEmpty()) {
      return chosen;
    }
    Packing packing = new Packing(Landing.staying(run), run);
    EvenZones zones = new EvenZones(group);
    for (Member member : candidates) {
      if (chosen.size() < left && zones.mayLose(member)) {
        take(member, packing, run)
            .ifPresent(
                next -> {
                  chosen.add(next);
                  zones.loses(member);
                });
      }
    }
    return chosen;
  }

  private static Optional<Chosen> take(Member member, Packing packing, RunState run) {
    Node node = run.cluster().node(member.nodeName().orElseThrow()).orElseThrow();
    return packing.counts(node.name())
        ? Optional.empty()
        : packing.take(node.name(), Packing.Order.ANY).map(promises -> new Chosen(node, promises));
  }

  private static List<Member> candidates(GroupView group, RunState run) {
    return group.members().stream()
        .filter(member -> Unused.mayGo(group, member, run))
        .sorted(
            Comparator.comparingInt(Member::movablePods)
                .thenComparingDouble(member -> share(member, run))
                .thenComparingInt(Member::number))
        .toList();
  }

  private static double share(Member member, RunState run) {
    return member
        .nodeName()
        .flatMap(run.cluster()::node)
        .map(node -> Unused.share(node, run))
        .orElse(0.0);
  }
}
