package io.evenkeel.engine.internal.state;

import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Resources;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.NodePoolProvider;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is free on each node, and what of it has been promised to pods that are about to move. A
 * promise is kept from the start of a drain until a successor of the pod has been bound somewhere,
 * and no longer than one is still to come.
 */
public final class Room {
  private final ClusterView cluster;
  private final Map<String, Resources> used = new LinkedHashMap<>();
  private final Map<String, Resources> free = new LinkedHashMap<>();
  private final Map<String, Resources> promised = new LinkedHashMap<>();
  private final PromiseBook promises = new PromiseBook();
  private final Map<ObjectKey, ArrayDeque<Promise>> awaited = new LinkedHashMap<>();
  private final Map<String, ObjectKey> rootOfBound = new LinkedHashMap<>();
  private final Map<ObjectKey, Integer> bound = new LinkedHashMap<>();

  Room(ClusterView cluster) {
    this.cluster = cluster;
  }

  /** Room on a node that a pod, or its successor, may count on. */
  public record Promise(Pod pod, Optional<ObjectKey> root, String node) {
    public String podUid() {
      return pod.uid();
    }
  }

  /** Returns what is left on the node for pods that nobody has been told of. */
  public Resources free(Node node) {
    return free.computeIfAbsent(
        node.name(),
        name ->
            node.allocatable()
                .minus(used.getOrDefault(name, Resources.NONE))
                .minus(promised.getOrDefault(name, Resources.NONE)));
  }

  /** Returns what is left on the node beside the pods that are there, whatever is promised. */
  public Resources freeNow(Node node) {
    return node.allocatable().minus(used.getOrDefault(node.name(), Resources.NONE));
  }

  /**
   * Returns the pods that room is promised to, also where they are gone and their successors due.
   */
  public List<Pod> promisedPods() {
    return promises.all().stream().map(Promise::pod).toList();
  }

  public void promise(Promise promise) {
    if (promises.add(promise)) {
      promised.merge(promise.node(), promise.pod().requests(), Resources::plus);
      free.remove(promise.node());
    }
  }

  /** Returns whether pods are on their way to the node, so that it must not go now. */
  public boolean isPromised(String node) {
    return promises.anyTo(node);
  }

  /**
   * Returns whether no room is promised to the pod, or the place is closed, ill or taken by others.
   */
  public boolean isLost(Pod pod) {
    return promisedTo(pod.uid()).flatMap(cluster::node).filter(this::suffices).isEmpty();
  }

  /** Pods that are on their way out already may have their successors there. */
  private boolean suffices(Node node) {
    if (!node.ready() || node.unschedulable()) {
      return false;
    }
    Resources left = freeNow(node);
    for (Promise promise : promises.to(node.name())) {
      if (cluster.pod(promise.podUid()).filter(pod -> !pod.terminating()).isPresent()) {
        left = left.minus(promise.pod().requests());
      }
    }
    return left.cpuMillis() >= 0
        && left.memoryBytes() >= 0
        && left.pods() >= 0
        && left.extended().values().stream().allMatch(amount -> amount >= 0);
  }

  /** Returns where the pod, or its successor, is to go; absent where it stays. */
  Optional<String> promisedTo(String podUid) {
    return Optional.ofNullable(promises.of(podUid)).map(Promise::node);
  }

  /** Returns the promises to pods that have gone and whose successors are still to come. */
  List<Promise> awaitedIn(String namespace) {
    return promises.all().stream()
        .filter(promise -> promise.pod().namespace().equals(namespace))
        .filter(promise -> cluster.pod(promise.podUid()).isEmpty())
        .toList();
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

  /** A workload that is smaller now, or gone, makes no successors of pods that have left. */
  void workloadChanged(ObjectKey root) {
    ArrayDeque<Promise> waiting = awaited.get(root);
    while (waiting != null && waiting.size() > missing(root)) {
      release(waiting.peek());
    }
  }

  void nodeChanged(String node) {
    free.remove(node);
  }

  void nodeGone(String node) {
    promises.to(node).forEach(this::release);
    promised.remove(node);
  }

  /** Takes back what was promised to a pod that stays after all. */
  public void withdraw(String podUid) {
    Promise promise = promises.of(podUid);
    if (promise != null) {
      release(promise);
    }
  }

  /** Takes back what was promised to the pods that are still on the node. */
  void withdrawFrom(String node) {
    for (Promise promise : promises.from(node)) {
      if (cluster.pod(promise.podUid()).isPresent()) {
        release(promise);
      }
    }
  }

  private void landed(Pod pod) {
    Optional<ObjectKey> root = cluster.rootOf(pod);
    root.ifPresent(
        key -> {
          rootOfBound.put(pod.uid(), key);
          bound.merge(key, 1, Integer::sum);
        });
    if (promises.of(pod.uid()) != null) {
      // It had no node yet when it was promised room: now it has.
      withdraw(pod.uid());
      return;
    }
    ArrayDeque<Promise> waiting = root.map(awaited::get).orElse(null);
    if (waiting != null && !waiting.isEmpty()) {
      release(waiting.peek());
    }
  }

  private void gone(Pod pod) {
    ObjectKey root = rootOfBound.remove(pod.uid());
    if (root != null) {
      bound.computeIfPresent(root, (key, count) -> count > 1 ? count - 1 : null);
    }
    Promise promise = promises.of(pod.uid());
    if (promise == null) {
      return;
    }
    if (promise.root().isEmpty()) {
      release(promise);
      return;
    }
    ObjectKey key = promise.root().get();
    awaited.computeIfAbsent(key, none -> new ArrayDeque<>()).add(promise);
    workloadChanged(key);
  }

  /**
   * Returns how many pods the workload is still to make; one that ends with its pods makes none.
   */
  private int missing(ObjectKey root) {
    int wanted =
        cluster
            .workload(root)
            .filter(workload -> workload.kind() != ObjectKind.JOB)
            .map(Workload::replicas)
            .orElse(0);
    return Math.max(0, wanted - bound.getOrDefault(root, 0));
  }

  private void release(Promise promise) {
    if (promises.remove(promise)) {
      promised.computeIfPresent(promise.node(), (n, sum) -> sum.minus(promise.pod().requests()));
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

  /** A pod that asks for a node keeps room for whoever comes. */
  private static boolean takesRoom(Pod pod) {
    return pod.nodeName().isPresent() && !pod.finished() && !isRequest(pod);
  }

  /** Returns whether the pod is one of ours that asks for a node. */
  public static boolean isRequest(Pod pod) {
    return pod.meta().labels().containsKey(NodePoolProvider.REQUEST_LABEL);
  }
}
