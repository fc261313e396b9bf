package io.evenkeel.engine.internal.state;

import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Pods that tolerate the closing of their node, and so may come back to it each time they are
 * evicted. A few times chance may have it otherwise; then they are left alone.
 */
public final class Returns {
  private static final int BEARABLE = 3;
  private final ClusterView cluster;
  private final Map<String, Integer> evicted = new TreeMap<>();

  Returns(ClusterView cluster) {
    this.cluster = cluster;
  }

  /** Notes that the pod has been evicted. */
  public void evicted(Pod pod) {
    if (returned(pod)) {
      evicted.merge(key(pod), 1, Integer::sum);
    }
  }

  /** Returns whether evicting the pod once more would most likely only bring it back. */
  boolean pointless(Pod pod) {
    return returned(pod) && evicted.getOrDefault(key(pod), 0) >= BEARABLE;
  }

  private boolean returned(Pod pod) {
    Optional<Instant> since = pod.nodeName().flatMap(cluster::drainingSince);
    return since.filter(s -> pod.meta().createdAt().isAfter(s)).isPresent()
        && pod.placement().tolerates(Node.CLOSED);
  }

  private String key(Pod pod) {
    return pod.nodeName().orElse("")
        + " "
        + cluster.rootOf(pod).map(ObjectKey::toString).orElse("");
  }
}
