package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The nodes that are being drained, since when, and which of them are empty. */
final class ManagedDrains {
  private static final Duration SOAK = Duration.ofSeconds(60);

  private final NodeManager cluster;
  private final Timeline timeline;
  private final Duration limit;
  private final Map<String, Instant> since = new LinkedHashMap<>();
  private final Map<String, Instant> emptySince = new LinkedHashMap<>();

  ManagedDrains(NodeManager cluster, Timeline timeline, Duration limit) {
    this.cluster = cluster;
    this.timeline = timeline;
    this.limit = limit;
  }

  /** How far the drain of a node is. */
  enum Step {
    GOES_ON,
    /** It has been empty for so long that nobody sends requests there any more. */
    OVER,
    /** It has pods on it, and its time is over. */
    LATE
  }

  void take(String node) {
    since.put(node, timeline.now());
  }

  boolean has(String node) {
    return since.containsKey(node);
  }

  int size() {
    return since.size();
  }

  List<String> nodes() {
    return List.copyOf(since.keySet());
  }

  void forget(Predicate<String> gone) {
    since.keySet().removeIf(gone);
  }

  /** Evicts what is still there, time and again; an empty node is closed for good and waits. */
  Step step(String node) {
    List<Pod> pods = cluster.movable(node);
    if (pods.isEmpty()) {
      return emptied(node) ? Step.OVER : Step.GOES_ON;
    }
    emptySince.remove(node);
    if (isLate(node)) {
      return Step.LATE;
    }
    pods.forEach(cluster::evict);
    return Step.GOES_ON;
  }

  private boolean emptied(String node) {
    close(node);
    return !emptySince
        .computeIfAbsent(node, now -> timeline.now())
        .plus(SOAK)
        .isAfter(timeline.now());
  }

  boolean isLate(String node) {
    return !since.getOrDefault(node, timeline.now()).plus(limit).isAfter(timeline.now());
  }

  /** Cordons the node, unless it is seen to be. */
  void close(String node) {
    cluster
        .node(node)
        .filter(seen -> !seen.unschedulable())
        .ifPresent(seen -> cluster.patch(seen, NodePatch.nothing().cordon()));
  }

  boolean isClosed(String node) {
    return cluster.node(node).filter(Node::unschedulable).isPresent();
  }
}
