package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeStage;
import io.evenkeel.Phase;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.Drain;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.spi.NodePatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a single node needs next, whatever happens elsewhere in its group. */
final class NodeRule {
  private final LadderRule ladder = new LadderRule();
  private final LoadBalancerRule loadBalancers = new LoadBalancerRule();

  List<Decision> decide(GroupView group, Member member, RunState run, Instant now) {
    Optional<Node> found = member.nodeName().flatMap(run.cluster()::node);
    if (found.isEmpty() || run.isBusy(found.get().name()) || !isMarked(group)) {
      return List.of();
    }
    Node node = found.get();
    if (run.ending().isPresent()) {
      return UnwindNodeRule.decide(group, member, node, run, now);
    }
    if (member.replacement() && drained(member) && group.marks().borrowed() == 0) {
      return patch(node, Cleaning.reopen(node), "reopen", "nothing is borrowed any more");
    }
    if (member.unused().isPresent() && drained(member)) {
      Optional<String> stays = Unused.stays(group, node, run, now);
      if (stays.isPresent()) {
        return Unused.keep(group, node, stays.get(), now);
      }
    }
    NodePatch again = drained(member) ? drainedAnew(member, node, run) : NodePatch.nothing();
    if (!again.isNothing() && Reverts.opened(node)) {
      return Reverts.opened(group, member, node, again, now);
    }
    if (!again.isNothing()) {
      return patch(node, again, "close again", "pods have come back to it, or may");
    }
    return switch (member.stage()) {
      case OUTDATED -> Marks.softClosed(node) ? closeEarly(group, node, run) : softClose(node, run);
      case LAUNCHED, REGISTERED, READY, USABLE -> fresh(group, member, node, run, now);
      case DRAINING, BLOCKED ->
          member.unused().isPresent()
              ? empty(group, node, run, now)
              : drain(group, member, node, run, now);
      case EMPTY -> soak(node, now);
      case SOAKING -> soakOn(group, node, run, now);
      case DETACHING -> ladder.detaching(group, member, node, run, now);
      case TERMINATING -> leftBehind(member, node);
      case UNSELECTED -> reopenForeign(member, node);
      default -> List.of();
    };
  }

  /** What comes about while the marks of the group go is no matter of the run any more. */
  private static boolean isMarked(GroupView group) {
    return group.marks().present() && !group.work().unmarking();
  }

  private static boolean drained(Member member) {
    return switch (member.stage()) {
      case DRAINING, BLOCKED, EMPTY, SOAKING, DETACHING -> !member.leaving();
      default -> false;
    };
  }

  /** Somebody has opened a node that is drained, or pods have landed there after it was empty. */
  private static NodePatch drainedAnew(Member member, Node node, RunState run) {
    boolean holdsPods = member.stage() == NodeStage.DRAINING || member.stage() == NodeStage.BLOCKED;
    NodePatch patch =
        node.unschedulable()
            ? NodePatch.nothing()
            : NodePatch.nothing().cordon().annotate(Marks.CORDONED, run.runId());
    return holdsPods && node.hasAnnotation(Marks.SOAKING_SINCE)
        ? patch.removeAnnotation(Marks.SOAKING_SINCE)
        : patch;
  }

  private static List<Decision> softClose(Node node, RunState run) {
    NodePatch patch =
        keep(node, NodePatch.nothing(), run)
            .addTaint(Marks.outdatedTaint(run.runId()))
            .annotate(Marks.RUN, run.runId());
    return patch(node, patch, "soft-close", "pods that move are to land on new nodes");
  }

  private static List<Decision> closeEarly(GroupView group, Node node, RunState run) {
    boolean early = group.closesEarly(run.cluster());
    if (early && Reverts.opened(node)) {
      return List.of();
    }
    if (early && !node.unschedulable()) {
      return patch(
          node,
          NodePatch.nothing().cordon().annotate(Marks.CORDONED, run.runId()),
          "close early",
          "schedulers look at a sample of so many nodes, and may not find the new ones");
    }
    return !early && Marks.cordonedByUs(node)
        ? patch(node, Cleaning.reopen(node), "reopen", "pods find no room on what is left open")
        : List.of();
  }

  private static List<Decision> fresh(
      GroupView group, Member member, Node node, RunState run, Instant now) {
    List<Decision> decisions = new ArrayList<>();
    boolean cleaning = group.phase() == Phase.SCALE_DOWN;
    if (cleaning && Marks.any(node)) {
      decisions.addAll(patch(node, Cleaning.of(node), "remove marks", "the run is over for it"));
    } else if (!cleaning && !node.hasAnnotation(Marks.SCALE_DOWN_DISABLED)) {
      decisions.addAll(
          patch(
              node,
              keep(node, NodePatch.nothing(), run),
              "keep from scale-down",
              "it is empty at first, and pods are to move there"));
    }
    Instant since = member.unusableSince();
    Instant limit = since.plus(group.patienceWith(member)).plus(run.course().missed(since, now));
    if (member.stage() != NodeStage.USABLE && limit.isAfter(now)) {
      decisions.add(wake(node, Duration.between(now, limit)));
    }
    return decisions;
  }

  private static NodePatch keep(Node node, NodePatch patch, RunState run) {
    return node.hasAnnotation(Marks.SCALE_DOWN_DISABLED)
        ? patch
        : patch
            .annotate(Marks.SCALE_DOWN_KEPT, run.runId())
            .annotate(Marks.SCALE_DOWN_DISABLED, "true");
  }

  private List<Decision> drain(
      GroupView group, Member member, Node node, RunState run, Instant now) {
    Drain drain = run.drainOf(node.name());
    List<Decision> decisions = new ArrayList<>(questions(group, drain, run));
    decisions.addAll(ProofNotes.meanwhile(group, member, node, run));
    List<Decision> leaving = loadBalancers.decide(node, run);
    // One write to the node at a time: the ladder is looked at again once this one is answered.
    decisions.addAll(leaving.isEmpty() ? ladder.decide(group, member, node, run, now) : leaving);
    return decisions;
  }

  /** A node that is only to go since nobody needs it stays where that takes too long. */
  private List<Decision> empty(GroupView group, Node node, RunState run, Instant now) {
    List<Decision> decisions = new ArrayList<>(questions(group, run.drainOf(node.name()), run));
    decisions.addAll(loadBalancers.decide(node, run));
    decisions.add(wake(node, Duration.between(now, Unused.limit(group, node, run, now))));
    return decisions;
  }

  static List<Decision> questions(GroupView group, Drain drain, RunState run) {
    return drain.toBeAsked().stream()
        .filter(pod -> !run.verdicts().isAsked(pod))
        .<Decision>map(pod -> new Decision.AskPolicy(group.name(), pod))
        .toList();
  }

  static List<Decision> soak(Node node, Instant now) {
    NodePatch patch = NodePatch.nothing().annotate(Marks.SOAKING_SINCE, now.toString());
    return patch(
        node,
        LoadBalancerRule.leave(node, patch),
        "soak",
        "it is empty; load balancers are to let go of it before it is terminated");
  }

  static List<Decision> soakOn(GroupView group, Node node, RunState run, Instant now) {
    Duration soak = group.drains().soak();
    return run.cluster()
        .soakingSince(node.name())
        .map(since -> Duration.between(now, since.plus(soak)))
        .map(left -> List.<Decision>of(wake(node, left)))
        .orElse(List.of());
  }

  /** What stays although its instance is gone, or never goes, at least bears no mark of ours. */
  static List<Decision> leftBehind(Member member, Node node) {
    return member.leftBehind()
        ? patch(node, Cleaning.of(node), "remove marks", "it is left behind")
        : List.of();
  }

  /** A node that is not to be replaced after all, but was marked by an earlier process. */
  private static List<Decision> reopenForeign(Member member, Node node) {
    boolean left = member.role() == Member.Role.BYSTANDER || member.role() == Member.Role.UNUSED;
    return left && Marks.any(node)
        ? patch(node, Cleaning.of(node), "reopen", "it is not to be replaced")
        : List.of();
  }

  static List<Decision> patch(Node node, NodePatch patch, String step, String because) {
    return patch.isNothing()
        ? List.of()
        : List.of(new Decision.PatchNode(node, patch, step, because));
  }

  static Decision wake(Node node, Duration after) {
    return new Decision.Wake(new AgendaItem.OfNode(node.name()), after);
  }
}
