package io.evenkeel.engine.internal.state;

import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Resources;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is free on each node, and what of it has been promised to pods that are about to move. A
 * promise is kept from the start of a drain until a successor of the pod has been bound somewhere.
 */
public final class Room {
  private final ClusterView cluster;
  private final Map<String, Resources> used = new LinkedHashMap<>();
  private final Map<String, Resources> free = new LinkedHashMap<>();
  private final Map<String, Resources> promised = new LinkedHashMap<>();
  private final Map<String, Promise> byPod = new LinkedHashMap<>();
  private final Map<ObjectKey, ArrayDeque<Promise>> awaited = new LinkedHashMap<>();

  Room(ClusterView cluster) {
    this.cluster = cluster;
  }

  /** Room on a node that a pod may count on. */
  public record Promise(String podUid, Optional<ObjectKey> root, String node, Resources amount) {}

  /** Returns what is left on the node for pods that nobody has been told of. */
  public Resources free(Node node) {
    return free.computeIfAbsent(
        node.name(),
        name ->
            node.allocatable()
                .minus(used.getOrDefault(name, Resources.NONE))
                .minus(promised.getOrDefault(name, Resources.NONE)));
  }

  public void promise(Promise promise) {
    if (byPod.putIfAbsent(promise.podUid(), promise) == null) {
      promised.merge(promise.node(), promise.amount(), Resources::plus);
      free.remove(promise.node());
    }
  }

  void podChanged(Optional<Pod> before, Optional<Pod> after) {
    Optional<Pod> was = before.filter(Room::takesRoom);
    Optional<Pod> is = after.filter(Room::takesRoom);
    was.ifPresent(pod -> add(pod, -1));
    is.ifPresent(pod -> add(pod, 1));
    if (was.isEmpty()) {
      is.ifPresent(this::landed);
    }
    if (is.isEmpty()) {
      was.ifPresent(this::gone);
    }
  }

  void nodeChanged(String node) {
    free.remove(node);
  }

  void nodeGone(String node) {
    byPod.values().stream().filter(p -> p.node().equals(node)).toList().forEach(this::release);
    promised.remove(node);
  }

  /** Takes back what was promised to a pod that stays after all. */
  public void withdraw(String podUid) {
    Promise promise = byPod.get(podUid);
    if (promise != null) {
      release(promise);
    }
  }

  private void landed(Pod pod) {
    Optional<ObjectKey> root = cluster.rootOf(pod);
    ArrayDeque<Promise> waiting = root.map(awaited::get).orElse(null);
    if (waiting != null && !waiting.isEmpty()) {
      release(waiting.poll());
    }
  }

  private void gone(Pod pod) {
    Promise promise = byPod.get(pod.uid());
    if (promise == null) {
      return;
    }
    if (promise.root().isEmpty()) {
      release(promise);
    } else {
      awaited.computeIfAbsent(promise.root().get(), none -> new ArrayDeque<>()).add(promise);
    }
  }

  private void release(Promise promise) {
    if (byPod.remove(promise.podUid(), promise)) {
      promised.computeIfPresent(promise.node(), (n, sum) -> sum.minus(promise.amount()));
      free.remove(promise.node());
      promise.root().map(awaited::get).ifPresent(queue -> queue.remove(promise));
    }
  }

  private void add(Pod pod, int sign) {
    Resources amount = pod.requests();
    free.remove(pod.nodeName().orElseThrow());
    used.merge(
        pod.nodeName().orElseThrow(),
        sign > 0 ? amount : Resources.NONE.minus(amount),
        Resources::plus);
  }

  private static boolean takesRoom(Pod pod) {
    return pod.nodeName().isPresent() && !pod.finished();
  }
}
