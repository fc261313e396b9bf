package io.evenkeel.simulation.internal;

import io.evenkeel.model.Pod;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Who would have to go from one node.
 *
 * @param pods the most important first; never empty
 * @param broken how many of them their budgets would not allow to go
 */
record Victims(NodeSlot slot, List<Pod> pods, int broken) {

  /** Important pods first, and of equal ones those that have run for longer. */
  static final Comparator<Pod> MOST_IMPORTANT_FIRST =
      Comparator.comparingInt((Pod pod) -> -pod.priority())
          .thenComparing(Victims::start)
          .thenComparing(Pod::key);

  /** The order in which the real scheduler prefers nodes; equal ones keep theirs. */
  static final Comparator<Victims> LEAST_HARM_FIRST =
      Comparator.comparingInt(Victims::broken)
          .thenComparingInt(Victims::highest)
          .thenComparingLong(Victims::sum)
          .thenComparingInt(victims -> victims.pods().size())
          .thenComparing(Victims::longestRun, Comparator.reverseOrder());

  private static Instant start(Pod pod) {
    return pod.startedAt().orElse(Instant.MAX);
  }

  private int highest() {
    return pods.get(0).priority();
  }

  /** Sums priorities as if the least were zero, so that fewer pods are always less. */
  private long sum() {
    return pods.stream().mapToLong(pod -> (long) pod.priority() - Integer.MIN_VALUE).sum();
  }

  /** Returns the start of the pod that has run for longest among the most important ones. */
  private Instant longestRun() {
    return start(pods.get(0));
  }
}
