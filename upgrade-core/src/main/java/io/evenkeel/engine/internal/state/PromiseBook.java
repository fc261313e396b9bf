package io.evenkeel.engine.internal.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The promises of room that are kept, by pod, by the node it leaves, and by where it is to go. */
final class PromiseBook {
  private final Map<String, Room.Promise> byPod = new LinkedHashMap<>();
  private final Map<String, Map<String, Room.Promise>> from = new LinkedHashMap<>();
  private final Map<String, Map<String, Room.Promise>> to = new LinkedHashMap<>();

  /** Adds a promise; returns whether the pod had none before. */
  boolean add(Room.Promise promise) {
    if (byPod.putIfAbsent(promise.podUid(), promise) != null) {
      return false;
    }
    nodeLeft(promise).ifPresent(node -> put(from, node, promise));
    put(to, promise.node(), promise);
    return true;
  }

  /** Removes a promise; returns whether it was still kept. */
  boolean remove(Room.Promise promise) {
    if (!byPod.remove(promise.podUid(), promise)) {
      return false;
    }
    nodeLeft(promise).ifPresent(node -> drop(from, node, promise));
    drop(to, promise.node(), promise);
    return true;
  }

  Room.@Nullable Promise of(String podUid) {
    return byPod.get(podUid);
  }

  Collection<Room.Promise> all() {
    return byPod.values();
  }

  /** Returns the promises to pods that leave that node, or have left it. */
  List<Room.Promise> from(String node) {
    return from.containsKey(node) ? new ArrayList<>(from.get(node).values()) : List.of();
  }

  /** Returns the promises of room on that node. */
  List<Room.Promise> to(String node) {
    return to.containsKey(node) ? new ArrayList<>(to.get(node).values()) : List.of();
  }

  boolean anyTo(String node) {
    return to.containsKey(node);
  }

  private static Optional<String> nodeLeft(Room.Promise promise) {
    return promise.pod().nodeName();
  }

  private static void put(
      Map<String, Map<String, Room.Promise>> index, String node, Room.Promise promise) {
    index.computeIfAbsent(node, none -> new LinkedHashMap<>()).put(promise.podUid(), promise);
  }

  private static void drop(
      Map<String, Map<String, Room.Promise>> index, String node, Room.Promise promise) {
    index.computeIfPresent(
        node,
        (name, promises) -> {
          promises.remove(promise.podUid());
          return promises.isEmpty() ? null : promises;
        });
  }
}
