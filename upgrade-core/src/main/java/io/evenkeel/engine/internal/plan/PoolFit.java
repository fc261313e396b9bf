package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.plan.PoolNodes.Taken;
import io.evenkeel.engine.internal.state.Fit;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.Room;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.NodePoolProvider;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the pods of a node would find room on nodes that are in service and stay, after those
 * that are on their way already. Room that a request keeps is free, since its pod gives way.
 */
final class PoolFit {
  private final RunState run;
  private final Fit fit;
  private final Places places;
  private final Set<String> used = new LinkedHashSet<>();

  PoolFit(RolloutView view, PoolNodes nodes, RunState run) {
    this.run = run;
    this.fit = new Fit(run.cluster(), run.room());
    this.places =
        new Places(
            Landing.staying(run).stream().filter(node -> mayCountOn(node, view)).toList(), fit);
    pending().forEach(this::place);
    nodes.leaving().forEach(taken -> moving(taken.node().name()).forEach(this::place));
  }

  /** A node of the pool has to be in service; those of others are as they are. */
  private static boolean mayCountOn(Node node, RolloutView view) {
    return view.content()
        .ofNode(node.name())
        .map(claim -> claim.state() == NodeClaim.State.IN_SERVICE && view.isMetBy(node))
        .orElse(!view.group().includes(node));
  }

  /** Places all pods of the node, or none of them; tells whether they have a place. */
  boolean takes(Taken leaving) {
    List<Room.Promise> promises = new ArrayList<>();
    for (Pod pod : moving(leaving.node().name())) {
      Optional<Room.Promise> promise = place(pod);
      if (promise.isEmpty()) {
        promises.forEach(fit::unplace);
        promises.forEach(places::unplace);
        return false;
      }
      promises.add(promise.get());
    }
    promises.forEach(promise -> used.add(promise.node()));
    return true;
  }

  /** Returns the nodes on which pods of nodes that were taken have a place. */
  Set<String> used() {
    return used;
  }

  private Optional<Room.Promise> place(Pod pod) {
    return places.roomiest(pod, node -> true, fit).map(node -> fit.place(pod, node));
  }

  private List<Pod> moving(String node) {
    return run.cluster().podsOn(node).stream()
        .filter(pod -> !pod.staysWithItsNode() && !pod.finished())
        .toList();
  }

  private List<Pod> pending() {
    return run.cluster().unbound().stream()
        .filter(pod -> !pod.finished() && !pod.terminating())
        .filter(pod -> !pod.meta().labels().containsKey(NodePoolProvider.REQUEST_LABEL))
        .toList();
  }
}
