package io.evenkeel.simulation.internal;

import io.evenkeel.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Drains nodes of claims that go: by evictions, the less important pods first, those of DaemonSets
 * after the others of their rank; and by deletion once the claim's grace is over.
 */
final class ClaimDrain {
  private static final Duration STUCK = Duration.ofMinutes(1);
  private static final Duration LEAST_GRACE = Duration.ofSeconds(1);
  private static final List<Predicate<Pod>> GROUPS =
      List.of(
          pod -> !pod.systemCritical() && !pod.ofDaemonSet(),
          pod -> !pod.systemCritical() && pod.ofDaemonSet(),
          pod -> pod.systemCritical() && !pod.ofDaemonSet(),
          pod -> pod.systemCritical() && pod.ofDaemonSet());

  private final PoolWorld pools;
  private final PodDeletion deletion;
  private final ClaimEvictions evictions;

  ClaimDrain(PoolWorld pools, PodDeletion deletion, ClaimEvictions evictions) {
    this.pools = pools;
    this.deletion = deletion;
    this.evictions = evictions;
  }

  /** Goes on with the drain; returns whether nothing is left to leave. */
  boolean step(ClaimBook claim, String node) {
    List<Pod> waiting = waiting(node);
    claim.terminatesBy().ifPresent(by -> expire(waiting, by));
    Optional<Predicate<Pod>> group =
        GROUPS.stream().filter(one -> waiting.stream().anyMatch(one)).findFirst();
    group.ifPresent(
        now ->
            waiting.stream()
                .filter(now)
                .filter(pod -> !pod.terminating() && !PodRules.held(pod, pools.now()))
                .forEach(evictions::evict));
    return group.isEmpty();
  }

  /** Returns the pods that have to leave the node before its machine stops. */
  List<Pod> waiting(String node) {
    return pods(node).filter(pod -> leaves(pod) && !stuck(pod)).toList();
  }

  /** Returns the pods that end with the node. */
  Stream<Pod> stays(String node) {
    return pods(node).filter(pod -> !leaves(pod));
  }

  private Stream<Pod> pods(String node) {
    return List.copyOf(pools.world.pods.onNode(node)).stream();
  }

  private static boolean leaves(Pod pod) {
    return !pod.finished() && !pod.mirror() && !PodRules.toleratesDisruption(pod);
  }

  /** A pod that does not stop is not waited for forever. */
  private boolean stuck(Pod pod) {
    return pod.terminating() && deletion.deadlineOf(pod).plus(STUCK).isBefore(pools.now());
  }

  private void expire(List<Pod> waiting, Instant by) {
    for (Pod pod : waiting) {
      boolean late = pools.now().isAfter(by.minus(pod.grace()));
      boolean stopsInTime = pod.terminating() && !deletion.deadlineOf(pod).isAfter(by);
      if (late && !stopsInTime) {
        Duration left = Duration.between(pools.now(), by);
        pools.note(pod.key() + " deleted: the grace of its node is over");
        deletion.delete(pod, left.compareTo(LEAST_GRACE) < 0 ? LEAST_GRACE : left);
      }
    }
  }
}
