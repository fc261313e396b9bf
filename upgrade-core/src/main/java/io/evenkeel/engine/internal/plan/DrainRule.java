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
import io.evenkeel.spi.NodePatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Starts drains: as many as the limits allow, of nodes whose pods have room elsewhere, zone by zone
 * in turn, and the ones that will be empty soonest first. Nodes that are unavailable already go
 * before all others.
 */
final class DrainRule implements Rule {
  static final Duration SOON = Duration.ofSeconds(1);
  private final int maxDraining;

  DrainRule(int maxDraining) {
    this.maxDraining = maxDraining;
  }

  @Override
  public List<Decision> decide(GroupView group, RunState run, Instant now) {
    if (run.course().paused() || group.census().softClosingGoesOn()) {
      return List.of();
    }
    Slots slots = new Slots(group, Math.min(maxDraining - run.draining(), cap(group, run)));
    PriorityQueue<Member> candidates = candidates(group, run, slots);
    if (candidates.isEmpty()) {
      return List.of();
    }
    return othersAreOpen(run)
        ? List.of(new Decision.Wake(new AgendaItem.OfGroup(group.name()), SOON))
        : start(group, run, slots, candidates, now);
  }

  /** What moves from here may land in any group, also in one of a later wave. */
  static boolean othersAreOpen(RunState run) {
    return run.groups().stream().anyMatch(group -> !group.done() && group.softClosingGoesOn());
  }

  private static List<Decision> start(
      GroupView group, RunState run, Slots slots, PriorityQueue<Member> candidates, Instant now) {
    List<Decision> decisions = new ArrayList<>();
    Landing landing = new Landing(group, run);
    int free = (int) candidates.stream().filter(member -> !member.available()).count();
    for (Member next = candidates.poll();
        next != null && slots.any() && (slots.anySpare() || free > 0);
        next = candidates.poll()) {
      free -= next.available() ? 0 : 1;
      boolean started = slots.admits(next) && start(group, run, next, landing, now, decisions);
      if (started) {
        slots.take(next);
      } else if (DrainOrder.strict(group)) {
        break;
      }
    }
    return decisions;
  }

  /** How many more drains may start, and how many of them may take an available node. */
  private static final class Slots {
    private int drains;
    private int spare;

    Slots(GroupView group, int drains) {
      this.drains = drains;
      this.spare = group.spare();
    }

    boolean any() {
      return drains > 0;
    }

    boolean anySpare() {
      return spare > 0;
    }

    boolean admits(Member member) {
      return spare > 0 || !member.available();
    }

    void take(Member member) {
      drains--;
      if (member.available()) {
        spare--;
      }
    }
  }

  private static PriorityQueue<Member> candidates(GroupView group, RunState run, Slots slots) {
    List<Member> candidates = new ArrayList<>();
    if (slots.any()) {
      for (Member member : wanted(group, run)) {
        if (slots.admits(member) && member.nodeName().isPresent() && isFree(member, run)) {
          candidates.add(member);
        }
      }
    }
    return candidates.isEmpty() ? new PriorityQueue<>() : inOrder(group, run, candidates);
  }

  private static boolean judging(GroupView group) {
    return group.marks().canary() instanceof CanaryMark.Judged;
  }

  /** What was given up on for now comes after all others. */
  private static PriorityQueue<Member> inOrder(
      GroupView group, RunState run, List<Member> candidates) {
    PriorityQueue<Member> ordered =
        new PriorityQueue<>(
            Comparator.comparing(Member::postponed).thenComparing(DrainOrder.of(group, run)));
    ordered.addAll(candidates);
    return ordered;
  }

  /** A node that pods are on their way to is not drained before they are there. */
  private static boolean isFree(Member member, RunState run) {
    String node = member.nodeName().orElseThrow();
    return !run.isBusy(node) && !run.room().isPromised(node);
  }

  /** Borrowed nodes that no outdated node will give back any more are drained themselves. */
  private static List<Member> wanted(GroupView group, RunState run) {
    if (judging(group) && !DrainOrder.strict(group)) {
      return CanaryWatch.proving(group, run);
    }
    // What a pending step has given back already may not be counted yet.
    boolean surplus =
        group.census().toBeReplaced() == 0
            && group.marks().pending().isEmpty()
            && group.census().outdatedUnderWay() == 0
            && group.borrowed() > group.census().replacementsUnderWay();
    return surplus
        ? group.members().stream()
            .filter(m -> m.replacement() && m.stage() == NodeStage.USABLE && !m.leaving())
            .toList()
        : group.census().toDrain();
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
    Optional<Decision> note = promises.flatMap(p -> ProofNotes.before(group, node, run));
    note.ifPresentOrElse(
        decisions::add,
        () ->
            promises.ifPresent(
                p ->
                    decisions.add(
                        new Decision.StartDrain(
                            group.name(),
                            node,
                            judging(group) ? proving(node, run, now) : closing(node, run, now),
                            p,
                            because(group, member, run)))));
    return promises.isPresent();
  }

  private static NodePatch proving(Node node, RunState run, Instant now) {
    return closing(node, run, now).annotate(Marks.PROVES, run.runId());
  }

  static NodePatch closing(Node node, RunState run, Instant now) {
    NodePatch patch = NodePatch.nothing().annotate(Marks.DRAINING_SINCE, now.toString());
    return node.unschedulable() ? patch : patch.cordon().annotate(Marks.CORDONED, run.runId());
  }

  private static String because(GroupView group, Member member, RunState run) {
    if (!member.available()) {
      return "it is unavailable already, so that its drain costs nothing";
    }
    return group.census().available()
        + " nodes are available, "
        + (group.base() - group.unavailableLimit())
        + " must be; its "
        + member.movablePods()
        + " pods have room elsewhere";
  }

  /** Until the canary has passed, one node is drained to prove it. */
  private static int cap(GroupView group, RunState run) {
    if (group.census().toBeReplaced() == 0) {
      return group.borrowed() - group.census().replacementsUnderWay();
    }
    if (group.marks().canary().passed()) {
      return group.phase() == Phase.UPGRADE ? Integer.MAX_VALUE : 0;
    }
    boolean oneIsUnderWay =
        CanaryWatch.proof(group, run).isPresent()
            || (judging(group)
                ? CanaryWatch.drainGoesOn(group)
                : group.census().outdatedUnderWay() > 0)
            || UnusedRule.goesOn(group)
            || group.canaryProof().busy();
    boolean inPlace =
        group.marks().canary() instanceof CanaryMark.None
            ? group.surgeLimit() == 0
            : CanaryPlace.needed(group);
    return !oneIsUnderWay && (inPlace || canaryUsable(group)) ? 1 : 0;
  }

  private static boolean canaryUsable(GroupView group) {
    return group.marks().canary() instanceof CanaryMark.Judged judged
        && group.member(judged.instance()).map(m -> m.stage() == NodeStage.USABLE).orElse(false);
  }
}
