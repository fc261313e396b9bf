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
import java.util.stream.Stream;

/**
 * Whether the pods of a node would find room on nodes that are in service and stay, beside those
 * that are on their way already. Room that a request keeps is free, since its pod gives way.
 */
final class PoolFit {
  private final RunState run;
  private final Fit fit;
  private final Places places;
  private final AnyPlacing anyPlacing;
  private final List<Pod> onTheirWay = new ArrayList<>();
  private final Set<String> used = new LinkedHashSet<>();

  PoolFit(RolloutView view, PoolNodes nodes, RunState run) {
    this.run = run;
    this.fit = new Fit(run.cluster(), run.room());
    List<Node> staying =
        Landing.staying(run).stream().filter(node -> mayCountOn(node, view)).toList();
    this.places = new Places(staying, fit);
    this.anyPlacing = new AnyPlacing(staying, new Fit(run.cluster(), run.room()));
    pending().forEach(this::comes);
    nodes.leaving().forEach(taken -> moving(taken.node().name()).forEach(this::comes));
  }

  /** What finds no place as things are is not waited for. */
  private void comes(Pod pod) {
    place(pod).ifPresent(promise -> onTheirWay.add(pod));
  }

  /** A node of the pool has to be in service; those of others are as they are. */
  private static boolean mayCountOn(Node node, RolloutView view) {
    return view.content()
        .ofNode(node.name())
        .map(claim -> claim.state() == NodeClaim.State.IN_SERVICE && view.isMetBy(node))
        .orElse(!view.group().includes(node));
  }

  /** Whether a node is taken only where its pods fit in whatever order they come. */
  enum Order {
    ANY,
    LUCKY
  }

  /** Places all pods of the node, or none of them; tells whether they have a place. */
  boolean takes(Taken leaving, Order order) {
    List<Pod> pods = moving(leaving.node().name());
    List<Room.Promise> promises = pods.stream().flatMap(pod -> place(pod).stream()).toList();
    if (promises.size() < pods.size() || !(order == Order.LUCKY || fitInAnyOrder(pods))) {
      promises.forEach(fit::unplace);
      promises.forEach(places::unplace);
      return false;
    }
    onTheirWay.addAll(pods);
    promises.forEach(promise -> used.add(promise.node()));
    return true;
  }

  private boolean fitInAnyOrder(List<Pod> pods) {
    return anyPlacing.suffices(Stream.concat(onTheirWay.stream(), pods.stream()).toList());
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
