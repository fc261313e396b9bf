package io.evenkeel.engine.internal.preflight;

import io.evenkeel.GroupPlan;
import io.evenkeel.Roll;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodeOffer;
import io.evenkeel.model.NodePool;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was read, before the first write, of a group that somebody else rolls out.
 *
 * @param outdated the names of the nodes that are to be replaced
 * @param offers what nodes each pool of the cluster makes now, where the group is a pool and its
 *     provider tells
 */
public record RolloutFacts(
    GroupPlan.Delegated plan,
    RolloutGroup group,
    List<Finding> fromProvider,
    List<String> outdated,
    Map<String, NodeOffer> offers) {

  public RolloutFacts {
    fromProvider = List.copyOf(fromProvider);
    outdated = List.copyOf(outdated);
  }

  /** Returns how it is rolled, where it is a node pool. */
  Optional<Roll> way() {
    return plan.pool().flatMap(pool -> group.pool().map(pool::way));
  }

  /** Returns whether the cloud keeps its nodes at the version of the control plane. */
  boolean followsControlPlane() {
    return group
        .pool()
        .filter(pool -> pool.versions() == NodePool.Versions.OF_THE_CONTROL_PLANE)
        .isPresent();
  }

  /** Returns whether new nodes are asked for by us. */
  boolean isDriven() {
    return way().filter(Roll.Driven.class::isInstance).isPresent();
  }

  /**
   * Returns whether the pod has to be gone before its node is: a pod of a DaemonSet as well, unless
   * it tolerates what closes the node.
   */
  boolean drains(Pod pod) {
    return !pod.finished()
        && !pod.terminating()
        && !pod.mirror()
        && group.closingTaints().stream().noneMatch(pod.placement()::tolerates);
  }

  /** Returns the nodes of a pool that the plan leaves alone and that go for their age some day. */
  Stream<NodeClaim> expiring() {
    return group.pool().stream()
        .flatMap(pool -> pool.claims().stream())
        .filter(claim -> claim.state().staysInPool() && claim.expiresAt().isPresent())
        .filter(claim -> claim.node().filter(outdated::contains).isEmpty());
  }

  /** Returns how messages name the group. */
  String where() {
    return (plan.pool().isPresent() ? "node pool '" : "node group '") + plan.name() + "'";
  }

  /** Returns the nodes that are to be replaced. */
  List<Node> outdated(List<Node> cluster) {
    return cluster.stream().filter(node -> outdated.contains(node.name())).toList();
  }
}
