package io.evenkeel.engine.internal.preflight;

import io.evenkeel.GroupPlan;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeOffer;
import io.evenkeel.model.NodePool;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutGroup;
import java.util.List;
import java.util.Map;

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

  /** Returns whether the cloud keeps its nodes at the version of the control plane. */
  boolean followsControlPlane() {
    return group
        .pool()
        .filter(pool -> pool.versions() == NodePool.Versions.OF_THE_CONTROL_PLANE)
        .isPresent();
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
