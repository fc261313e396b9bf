package io.evenkeel.engine.internal.state;

import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which workloads had pods on the nodes that were drained to prove a canary, how many of their pods
 * were Ready before, anywhere. It is kept beside the lease, since a node that vanishes takes its
 * own marks with it, and what moved from there has to be well all the same.
 *
 * @param newest when the newest of these pods was born, as the API server dates it: no clock of
 *     ours tells which of them have come later
 */
public record ProofMark(Instant newest, Map<ObjectKey, Integer> ready) {

  /** Counts for the node as it is now. */
  public static ProofMark of(Node node, ClusterView cluster) {
    TreeMap<ObjectKey, Integer> ready = new TreeMap<>();
    roots(node, cluster).forEach(root -> ready.put(root, readyPods(root, cluster)));
    return new ProofMark(newest(ready.keySet(), cluster), ready);
  }

  /** Returns the workloads that have pods on the node which are yet to move. */
  public static Set<ObjectKey> roots(Node node, ClusterView cluster) {
    Set<ObjectKey> roots = new TreeSet<>();
    for (Pod pod : cluster.podsOn(node.name())) {
      if (!pod.staysWithItsNode() && !pod.terminating()) {
        cluster.rootOf(pod).ifPresent(roots::add);
      }
    }
    return roots;
  }

  private static Instant newest(Set<ObjectKey> roots, ClusterView cluster) {
    return roots.stream()
        .flatMap(root -> cluster.podsOf(root).stream())
        .map(pod -> pod.meta().createdAt())
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  /** Returns what both have moved: a node is drained instead of one that has proved nothing. */
  public ProofMark after(ProofMark earlier) {
    TreeMap<ObjectKey, Integer> both = new TreeMap<>(ready);
    earlier.ready.forEach((root, count) -> both.merge(root, count, Math::max));
    return new ProofMark(earlier.newest, both);
  }

  /** Returns whether whoever holds this against a canary holds that against it as well. */
  public boolean covers(ProofMark other) {
    return other.ready.entrySet().stream()
        .allMatch(entry -> ready.getOrDefault(entry.getKey(), -1) >= entry.getValue());
  }

  /** Returns how many pods of the workload are Ready and stay. */
  public static int readyPods(ObjectKey root, ClusterView cluster) {
    int ready = 0;
    for (Pod pod : cluster.podsOf(root)) {
      ready += pod.ready() && !pod.terminating() ? 1 : 0;
    }
    return ready;
  }

  public String text() {
    StringBuilder text = new StringBuilder(newest.toString());
    ready.forEach(
        (root, count) ->
            text.append(' ')
                .append(root.kind().name())
                .append('/')
                .append(root.namespace())
                .append('/')
                .append(root.name())
                .append('=')
                .append(count));
    return text.toString();
  }

  /** Reads it back; what is spoiled reads as if it had not been there. */
  public static Optional<ProofMark> parse(String text) {
    List<String> words = List.of(text.split(" "));
    try {
      return Optional.of(
          new ProofMark(Instant.parse(words.get(0)), counts(words.subList(1, words.size()))));
    } catch (DateTimeParseException spoiled) {
      return Optional.empty();
    }
  }

  private static Map<ObjectKey, Integer> counts(List<String> words) {
    TreeMap<ObjectKey, Integer> ready = new TreeMap<>();
    for (String word : words) {
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
    return ready;
  }
}
