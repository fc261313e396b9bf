package io.evenkeel.campaign.internal;

import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether the pods of a world go into so many of its nodes, the biggest first, each to the first
 * node that takes it; where they may go and what they keep away from is not looked at.
 */
final class Packing {
  private Packing() {}

  /** Returns a pod that is left over; empty where all of them go in. */
  static Optional<Pod> leftOver(ClusterSnapshot all, int nodes) {
    long[] free = new long[Math.max(0, nodes)];
    java.util.Arrays.fill(free, freeOfDaemons(all));
    return pods(all).stream().filter(pod -> !goesIn(pod, free)).findFirst();
  }

  private static boolean goesIn(Pod pod, long[] free) {
    for (int i = 0; i < free.length; i++) {
      if (free[i] >= pod.requests().cpuMillis()) {
        free[i] -= pod.requests().cpuMillis();
        return true;
      }
    }
    return false;
  }

  private static List<Pod> pods(ClusterSnapshot all) {
    return all.pods().stream()
        .filter(pod -> !pod.ofDaemonSet() && !pod.mirror() && !pod.finished())
        .filter(pod -> !pod.terminating())
        .sorted(Comparator.comparingLong(pod -> -pod.requests().cpuMillis()))
        .toList();
  }

  private static long freeOfDaemons(ClusterSnapshot all) {
    return all.nodes().stream().mapToLong(node -> freeOfDaemons(node, all)).max().orElse(0);
  }

  private static long freeOfDaemons(Node node, ClusterSnapshot all) {
    return node.allocatable().cpuMillis()
        - all.pods().stream()
            .filter(pod -> pod.ofDaemonSet() && pod.nodeName().equals(Optional.of(node.name())))
            .mapToLong(pod -> pod.requests().cpuMillis())
            .sum();
  }
}
