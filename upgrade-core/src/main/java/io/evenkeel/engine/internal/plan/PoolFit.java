package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.plan.PoolNodes.Taken;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.Room;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the pods of a node would find room on nodes that are in service and stay, beside those
 * that are on their way already. Room that a request keeps is free, since its pod gives way.
 */
final class PoolFit {
  private final Packing packing;

  PoolFit(RolloutView view, List<String> leaving, RunState run) {
    this.packing =
        new Packing(
            Landing.staying(run).stream().filter(node -> mayCountOn(node, view)).toList(), run);
    leaving.forEach(packing::leaves);
  }

  /** A node of the pool has to be in service; those of others are as they are. */
  private static boolean mayCountOn(Node node, RolloutView view) {
    return view.content()
        .ofNode(node.name())
        .map(claim -> claim.state() == NodeClaim.State.IN_SERVICE && view.isMetBy(node))
        .orElse(!view.group().includes(node));
  }

  /** Places all pods of the node, or none of them; tells whether they have a place. */
  boolean takes(Taken leaving, Packing.Order order) {
    return packing.take(leaving.node().name(), order).isPresent();
  }

  /** Places all pods of the node in service, or none, wherever the others of them come to be. */
  Optional<List<Room.Promise>> take(String node) {
    return packing.counts(node) ? Optional.empty() : packing.take(node, Packing.Order.ANY);
  }

  /** Returns a pod of the node that finds no room as things are. */
  Optional<Pod> homeless(Taken staying) {
    return packing.homeless(staying.node().name());
  }

  /** Returns the nodes on which pods of nodes that were taken have a place. */
  Set<String> used() {
    return packing.used();
  }
}
