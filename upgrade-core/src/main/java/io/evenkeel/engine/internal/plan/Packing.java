package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.Fit;
import io.evenkeel.engine.internal.state.Room;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the pods of nodes that go have room together on nodes that stay, node after node, beside
 * the pods that are on their way already.
 */
final class Packing {
  private final List<Node> staying;
  private final RunState run;
  private final Fit fit;
  private final Places places;
  private final List<Pod> onTheirWay = new ArrayList<>();
  private final Set<String> promised = new LinkedHashSet<>();
  private final Set<String> left = new LinkedHashSet<>();
  private final Set<String> used = new LinkedHashSet<>();

  Packing(List<Node> staying, RunState run) {
    this.staying = List.copyOf(staying);
    this.run = run;
    this.fit = new Fit(run.cluster(), run.room());
    this.places = new Places(staying, fit);
    onTheirWay.addAll(run.room().promisedPods());
    onTheirWay.forEach(pod -> promised.add(pod.uid()));
    pending().forEach(pod -> comes(pod, ""));
  }

  /** Whether a node is taken only where its pods fit in whatever order they come. */
  enum Order {
    ANY,
    LUCKY
  }

  /**
   * Places what can be placed of the pods of a node that is on its way out already. Room is kept
   * until a successor has come: between the two there is no pod to be seen.
   */
  void leaves(String node) {
    left.add(node);
    moving(node).stream().filter(pod -> promised.add(pod.uid())).forEach(pod -> promise(pod, node));
  }

  private void promise(Pod pod, String leaving) {
    places
        .roomiest(pod, node -> !node.equals(leaving) && !left.contains(node), fit)
        .map(node -> new Room.Promise(pod, run.cluster().rootOf(pod), node.name()))
        .ifPresent(
            promise -> {
              run.room().promise(promise);
              onTheirWay.add(pod);
            });
  }

  /** Returns a pod of the node that finds no room as things are. */
  Optional<Pod> homeless(String node) {
    List<Room.Promise> promises = new ArrayList<>();
    Optional<Pod> homeless = Optional.empty();
    for (Pod pod : moving(node)) {
      Optional<Room.Promise> promise = place(pod, node);
      promise.ifPresent(promises::add);
      homeless = homeless.isEmpty() && promise.isEmpty() ? Optional.of(pod) : homeless;
    }
    promises.forEach(fit::unplace);
    promises.forEach(places::unplace);
    return homeless;
  }

  /** What finds no place as things are is not waited for. */
  private void comes(Pod pod, String leaving) {
    place(pod, leaving).ifPresent(promise -> onTheirWay.add(pod));
  }

  /** Places all pods of the node, and lets it go, or nothing of that. */
  Optional<List<Room.Promise>> take(String leaving, Order order) {
    List<Pod> pods = moving(leaving);
    List<Room.Promise> promises =
        pods.stream().flatMap(pod -> place(pod, leaving).stream()).toList();
    if (promises.size() < pods.size() || !(order == Order.LUCKY || fitInAnyOrder(pods, leaving))) {
      promises.forEach(fit::unplace);
      promises.forEach(places::unplace);
      return Optional.empty();
    }
    left.add(leaving);
    onTheirWay.addAll(pods);
    promises.forEach(promise -> used.add(promise.node()));
    return Optional.of(promises);
  }

  private boolean fitInAnyOrder(List<Pod> pods, String leaving) {
    List<Node> rest =
        staying.stream()
            .filter(node -> !node.name().equals(leaving) && !left.contains(node.name()))
            .toList();
    return new AnyPlacing(rest, run)
        .suffices(Stream.concat(onTheirWay.stream(), pods.stream()).toList());
  }

  /** Returns the nodes on which pods of nodes that were taken have a place. */
  Set<String> used() {
    return used;
  }

  /** Returns whether pods have been placed on the node, so that it has to stay. */
  boolean counts(String node) {
    return fit.counts(node);
  }

  private Optional<Room.Promise> place(Pod pod, String leaving) {
    return places
        .roomiest(pod, node -> !node.equals(leaving) && !left.contains(node), fit)
        .map(node -> fit.place(pod, node));
  }

  /** A pod that asks for a node comes nowhere else once it has been evicted. */
  private List<Pod> moving(String node) {
    return run.cluster().podsOn(node).stream()
        .filter(pod -> !pod.staysWithItsNode() && !pod.finished() && !Room.isRequest(pod))
        .toList();
  }

  private List<Pod> pending() {
    return run.cluster().unbound().stream()
        .filter(pod -> !pod.finished() && !pod.terminating())
        .filter(pod -> !Room.isRequest(pod))
        .toList();
  }
}
