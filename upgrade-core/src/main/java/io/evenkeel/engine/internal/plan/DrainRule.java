package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeOrder;
import io.evenkeel.NodeStage;
import io.evenkeel.engine.internal.state.CanaryMark;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.Room;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.spi.NodePatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Starts drains: as many as the limits allow, of nodes whose pods have room elsewhere, the ones
 * that will be empty soonest first. Nodes that are unavailable already go before all others.
 */
final class DrainRule implements Rule {
  private final int maxDraining;

  DrainRule(int maxDraining) {
    this.maxDraining = maxDraining;
  }

  @Override
  public List<Decision> decide(GroupView group, RunState run, Instant now) {
    if (run.paused() || softClosingGoesOn(group, run)) {
      return List.of();
    }
    Slots slots =
        new Slots(group, run, Math.min(maxDraining - run.draining(), canaryCap(group, run)));
    List<Decision> decisions = new ArrayList<>();
    List<Member> candidates = candidates(group, run, slots);
    Landing landing = new Landing(group, run);
    while (slots.any() && !candidates.isEmpty()) {
      Member next = candidates.remove(0);
      boolean started = slots.admits(next) && start(group, run, next, landing, now, decisions);
      if (started) {
        slots.take(next);
      } else if (strict(group)) {
        break;
      }
    }
    return decisions;
  }

  /** How many more drains may start, and how many of them may take an available node. */
  private static final class Slots {
    private final RunState run;
    private int drains;
    private int spare;

    Slots(GroupView group, RunState run, int drains) {
      this.run = run;
      this.drains = drains;
      this.spare = Availability.spare(group, run);
    }

    boolean any() {
      return drains > 0;
    }

    boolean admits(Member member) {
      return spare > 0 || !Availability.available(member, run);
    }

    void take(Member member) {
      drains--;
      if (Availability.available(member, run)) {
        spare--;
      }
    }
  }

  private static List<Member> candidates(GroupView group, RunState run, Slots slots) {
    if (!slots.any()) {
      return new ArrayList<>();
    }
    List<Member> candidates = new ArrayList<>();
    for (Member member : group.members()) {
      if (drainable(group, member, run) && slots.admits(member)) {
        candidates.add(member);
      }
    }
    candidates.sort(order(group, run));
    return candidates;
  }

  private static boolean drainable(GroupView group, Member member, RunState run) {
    boolean wanted = member.outdated() && member.stage() == NodeStage.OUTDATED;
    return (wanted || surplus(group, member))
        && !member.leaving()
        && member.nodeName().flatMap(run.cluster()::node).isPresent()
        && !run.isBusy(member.nodeName().orElseThrow());
  }

  /** Borrowed nodes that no outdated node will give back any more are drained themselves. */
  private static boolean surplus(GroupView group, Member member) {
    return member.replacement()
        && member.stage() == NodeStage.USABLE
        && group.toBeReplaced() == 0
        && group.marks().borrowed() > group.count(m -> m.replacement() && Availability.underWay(m))
        && group.count(m -> m.outdated() && Availability.underWay(m)) == 0;
  }

  private static Comparator<Member> order(GroupView group, RunState run) {
    Comparator<Member> byRank = Comparator.comparingInt(Member::rank).thenComparing(Member::id);
    if (strict(group)) {
      return byRank;
    }
    return Comparator.<Member, Boolean>comparing(m -> Availability.available(m, run))
        .thenComparingInt(m -> pods(m, run))
        .thenComparing(byRank);
  }

  private static int pods(Member member, RunState run) {
    return (int)
        run.cluster().podsOn(member.nodeName().orElseThrow()).stream()
            .filter(Leaving::evictable)
            .count();
  }

  private static boolean strict(GroupView group) {
    return group
        .plan()
        .selector()
        .order()
        .map(order -> order.strictness() == NodeOrder.Strictness.STRICT)
        .orElse(false);
  }

  private static boolean start(
      GroupView group,
      RunState run,
      Member member,
      Landing landing,
      Instant now,
      List<Decision> decisions) {
    Node node = run.cluster().node(member.nodeName().orElseThrow()).orElseThrow();
    Optional<List<Room.Promise>> promises = landing.place(node);
    promises.ifPresent(
        p ->
            decisions.add(
                new Decision.StartDrain(
                    group.name(), node, closing(node, run, now), p, because(group, member, run))));
    return promises.isPresent();
  }

  private static NodePatch closing(Node node, RunState run, Instant now) {
    NodePatch patch = NodePatch.nothing().annotate(Marks.DRAINING_SINCE, now.toString());
    return node.unschedulable() ? patch : patch.cordon().annotate(Marks.CORDONED, run.runId());
  }

  private static String because(GroupView group, Member member, RunState run) {
    if (!Availability.available(member, run)) {
      return "it is unavailable already, so that its drain costs nothing";
    }
    return Availability.available(group, run)
        + " nodes are available, "
        + (group.base() - group.unavailableLimit())
        + " must be; its "
        + pods(member, run)
        + " pods have room elsewhere";
  }

  private static boolean softClosingGoesOn(GroupView group, RunState run) {
    return group.members().stream()
        .filter(m -> m.outdated() && m.stage() == NodeStage.OUTDATED && !m.leaving())
        .flatMap(m -> m.nodeName().flatMap(run.cluster()::node).stream())
        .anyMatch(node -> !Marks.softClosed(node));
  }

  /** Until the canary has passed, one node is drained to prove it. */
  private static int canaryCap(GroupView group, RunState run) {
    if (group.marks().canary().passed() || group.toBeReplaced() == 0) {
      return Integer.MAX_VALUE;
    }
    boolean oneIsUnderWay =
        group.canaryDrained().isPresent()
            || group.count(m -> m.outdated() && Availability.underWay(m)) > 0;
    boolean inPlace = group.surgeLimit() == 0 && group.marks().canary() instanceof CanaryMark.None;
    return !oneIsUnderWay && (inPlace || canaryUsable(group)) ? 1 : 0;
  }

  private static boolean canaryUsable(GroupView group) {
    return group.marks().canary() instanceof CanaryMark.Judged judged
        && group.member(judged.instance()).map(m -> m.stage() == NodeStage.USABLE).orElse(false);
  }

  /** Returns the nodes of the group that are drained or later, in the order of their ids. */
  static LinkedHashSet<String> underWay(GroupView group) {
    LinkedHashSet<String> names = new LinkedHashSet<>();
    group.members().stream()
        .filter(Availability::underWay)
        .forEach(m -> m.nodeName().ifPresent(names::add));
    return names;
  }
}
