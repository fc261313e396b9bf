package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeStage;
import io.evenkeel.engine.internal.state.CanaryMark;
import io.evenkeel.engine.internal.state.ClusterView;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.ProofMark;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether all is well with the canary: it is usable, the node that was drained to prove it is
 * empty, and the workloads that had pods there have as many Ready pods as before, and none that has
 * started since and is not Ready. What else happens in the cluster is not the canary's doing.
 */
final class CanaryWatch {
  private CanaryWatch() {}

  static boolean isWell(GroupView group, RunState run, CanaryMark.Judged judged) {
    return group.member(judged.instance()).map(m -> m.stage() == NodeStage.USABLE).orElse(false)
        && drainIsComplete(group, run)
        && group.canaryProof().mark().map(mark -> isWell(mark, run.cluster())).orElse(true);
  }

  private static boolean drainIsComplete(GroupView group, RunState run) {
    Optional<Member> drained = proof(group, run);
    return drained
        .map(CanaryWatch::isEmptied)
        .orElseGet(() -> !drainGoesOn(group) && nothingCanProve(group, run));
  }

  /**
   * Returns whether an outdated node is being emptied, or goes. One that was emptied to make room
   * for the canary stays until that has passed where the room came otherwise, and proves nothing.
   */
  static boolean drainGoesOn(GroupView group) {
    int staying = group.count(m -> m.outdated() && !m.leaving() && isEmptied(m));
    return group.census().outdatedUnderWay() > staying;
  }

  /**
   * Where no node can be emptied before further new ones are there, such as with pods that must be
   * spread over zones, none will be: then a usable canary is all the proof that there can be.
   */
  private static boolean nothingCanProve(GroupView group, RunState run) {
    Landing landing = new Landing(group, run);
    List<Member> next =
        DrainOrder.strict(group) ? DrainOrder.turn(group, run) : proving(group, run);
    return next.stream()
        .flatMap(member -> node(member, run).stream())
        .noneMatch(
            node ->
                run.isBusy(node.name())
                    || run.room().isPromised(node.name())
                    || landing.place(node).isPresent());
  }

  private static boolean isEmptied(Member member) {
    return switch (member.stage()) {
      case EMPTY, SOAKING, DETACHING, TERMINATING -> true;
      default -> false;
    };
  }

  /** Returns the node that was drained to prove the canary, by whichever process of the run. */
  static Optional<Member> proof(GroupView group, RunState run) {
    return group.members().stream()
        .filter(m -> m.outdated() && m.stage() != NodeStage.QUARANTINED)
        .filter(m -> node(m, run).filter(n -> n.hasAnnotation(Marks.PROVES)).isPresent())
        .findFirst();
  }

  /**
   * Returns the nodes of which one is to be drained so that its pods prove the canary: those that
   * hold pods and that the limits let go, available ones before all others.
   */
  static List<Member> proving(GroupView group, RunState run) {
    List<Member> holding =
        group.at(NodeStage.OUTDATED).stream()
            .filter(Member::outdated)
            .filter(m -> !Leaving.holdsNothing(m, run))
            .filter(m -> !awaitsReplacement(m, group, run))
            .toList();
    List<Member> available = holding.stream().filter(Member::available).toList();
    return available.isEmpty() || group.spare() <= 0
        ? holding.stream().filter(m -> !m.available()).toList()
        : available;
  }

  /** A node that cannot be emptied before its replacement is there proves nothing. */
  private static boolean awaitsReplacement(Member member, GroupView group, RunState run) {
    return node(member, run)
        .filter(
            node ->
                run.cluster().podsOn(node.name()).stream()
                    .filter(pod -> !pod.staysWithItsNode())
                    .anyMatch(pod -> Awaiting.isPinnedToLastNode(pod, node, group, run)))
        .isPresent();
  }

  /** A drained node may be in quarantine or gone: what it has lost has to be well all the same. */
  private static boolean isWell(ProofMark mark, ClusterView cluster) {
    return mark.ready().entrySet().stream()
        .allMatch(
            before ->
                enoughReady(before.getKey(), before.getValue(), cluster)
                    && noneStartsInVain(before.getKey(), cluster, mark.newest()));
  }

  /** A workload that has been made smaller meanwhile needs no more than it wants. */
  private static boolean enoughReady(ObjectKey root, int before, ClusterView cluster) {
    int wanted = cluster.workload(root).map(Workload::replicas).orElse(before);
    boolean gone = cluster.podsOf(root).isEmpty();
    // A job's pods end by themselves: that they are fewer says nothing.
    return root.kind() == ObjectKind.JOB
        || (gone && cluster.workload(root).isEmpty())
        || ProofMark.readyPods(root, cluster) >= Math.min(before, wanted);
  }

  /** What has come since the drain may have moved from there, wherever it has landed. */
  private static boolean noneStartsInVain(ObjectKey root, ClusterView cluster, Instant newest) {
    return cluster.podsOf(root).stream()
        .filter(pod -> pod.meta().createdAt().isAfter(newest))
        .allMatch(pod -> pod.ready() || pod.terminating() || pod.finished());
  }

  private static Optional<Node> node(Member member, RunState run) {
    return member.nodeName().flatMap(run.cluster()::node);
  }
}
