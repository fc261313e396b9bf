package io.evenkeel.engine.internal.state;

import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which workloads a node held when it was drained to prove a canary, and how many of their pods
 * were Ready then, anywhere.
 */
public record ProofMark(Map<ObjectKey, Integer> ready) {

  /** Counts for the node as it is now. */
  public static ProofMark of(Node node, ClusterView cluster) {
    TreeMap<ObjectKey, Integer> ready = new TreeMap<>();
    for (Pod pod : cluster.podsOn(node.name())) {
      if (ClusterView.movable(pod) && !pod.terminating()) {
        cluster
            .rootOf(pod)
            .ifPresent(root -> ready.computeIfAbsent(root, key -> readyPods(key, cluster)));
      }
    }
    return new ProofMark(ready);
  }

  /** Returns how many pods of the workload are Ready and stay. */
  public static int readyPods(ObjectKey root, ClusterView cluster) {
    int ready = 0;
    for (Pod pod : cluster.podsIn(root.namespace())) {
      boolean counts = pod.ready() && !pod.terminating();
      ready += counts && cluster.rootOf(pod).filter(root::equals).isPresent() ? 1 : 0;
    }
    return ready;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    ready.forEach(
        (root, count) ->
            text.append(text.isEmpty() ? "" : " ")
                .append(root.kind().name())
                .append('/')
                .append(root.namespace())
                .append('/')
                .append(root.name())
                .append('=')
                .append(count));
    return text.isEmpty() ? "none" : text.toString();
  }

  /** Reads the mark of a node back; what is spoiled reads as if it had not been there. */
  public static Optional<ProofMark> on(Node node) {
    return Optional.ofNullable(node.meta().annotations().get(Marks.PROVES)).map(ProofMark::parse);
  }

  private static ProofMark parse(String text) {
    TreeMap<ObjectKey, Integer> ready = new TreeMap<>();
    for (String word : text.split(" ")) {
      String[] parts = word.split("[/=]");
      if (parts.length == 4) {
        try {
          ready.put(
              new ObjectKey(ObjectKind.valueOf(parts[0]), parts[1], parts[2]),
              Integer.parseInt(parts[3]));
        } catch (IllegalArgumentException spoiled) {
          // Somebody has edited our mark: the other workloads are followed all the same.
          continue;
        }
      }
    }
    return new ProofMark(ready);
  }
}
