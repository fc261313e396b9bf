package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.kubernetes.internal.Amounts;
import io.evenkeel.kubernetes.internal.Json;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodeClaim.State;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Resources;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How much a node of a pool has for pods: what the one that is named, or the smallest in service
 * has, by what its kubelet and what the provisioner reckons, less what every node gives to its
 * daemons, and a little less again, since no two machines are quite alike.
 */
final class NodeRoom {
  private static final long PERCENT_KEPT = 97;
  private static final long LEAST_CPU = 10;
  private static final long LEAST_MEMORY = 1L << 20;

  private NodeRoom() {}

  /** Returns the room, empty where no node of the pool is in service. */
  static Optional<Resources> of(
      PoolReading reading, Optional<NodeClaim> like, Function<String, List<Pod>> podsOn) {
    Map<String, Resources> sizes = new LinkedHashMap<>();
    for (JsonObject claim : reading.in(State.IN_SERVICE)) {
      reading.nodeOf(claim).ifPresent(node -> sizes.put(node.name(), size(claim, node)));
    }
    return like.flatMap(NodeClaim::node)
        .filter(sizes::containsKey)
        .or(() -> smallest(sizes))
        .map(node -> less(sizes.getOrDefault(node, Resources.NONE), daemons(podsOn.apply(node))));
  }

  private static Optional<String> smallest(Map<String, Resources> sizes) {
    return sizes.entrySet().stream()
        .min(Map.Entry.comparingByValue(NodeRoom::compare))
        .map(Map.Entry::getKey);
  }

  private static int compare(Resources a, Resources b) {
    int byCpu = Long.compare(a.cpuMillis(), b.cpuMillis());
    return byCpu == 0 ? Long.compare(a.memoryBytes(), b.memoryBytes()) : byCpu;
  }

  private static Resources size(JsonObject claim, Node node) {
    Resources reckoned = Amounts.of(Json.object(claim, "status"), "allocatable").toResources(0);
    Resources shown = node.allocatable();
    return new Resources(
        lesser(shown.cpuMillis(), reckoned.cpuMillis()),
        lesser(shown.memoryBytes(), reckoned.memoryBytes()),
        0,
        devices(shown));
  }

  private static long lesser(long shown, long reckoned) {
    return reckoned > 0 ? Math.min(shown, reckoned) : shown;
  }

  /** Storage and huge pages are no devices that pods of the pool would come for. */
  private static Map<String, Long> devices(Resources shown) {
    Map<String, Long> devices = new LinkedHashMap<>(shown.extended());
    devices.entrySet().removeIf(e -> !e.getKey().contains("/") || e.getValue() <= 0);
    return devices;
  }

  private static Resources daemons(List<Pod> pods) {
    return pods.stream()
        .filter(NodeRoom::isDaemon)
        .map(Pod::requests)
        .reduce(Resources.NONE, Resources::plus);
  }

  private static boolean isDaemon(Pod pod) {
    return pod.meta()
        .controller()
        .filter(o -> o.kind() == ObjectKind.DAEMON_SET || o.kind() == ObjectKind.NODE)
        .isPresent();
  }

  private static Resources less(Resources size, Resources daemons) {
    Resources free = size.minus(daemons);
    Map<String, Long> devices = new LinkedHashMap<>(free.extended());
    devices.values().removeIf(amount -> amount <= 0);
    return new Resources(
        Math.max(LEAST_CPU, free.cpuMillis() * PERCENT_KEPT / 100),
        Math.max(LEAST_MEMORY, free.memoryBytes() * PERCENT_KEPT / 100),
        0,
        devices);
  }
}
