package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;

/**
 * Knows the plan's own forced step: the deletion of a pod whose node has been drained for longer
 * than the plan waits. It is counted apart, and no budget is charged for it.
 */
final class Forced implements Rule {
  private final Court court;
  private final LinkedHashSet<String> pods = new LinkedHashSet<>();

  Forced(Court court) {
    this.court = court;
  }

  @Override
  public void sent(Call call) {
    if (call.act() instanceof Act.Delete delete && isDue(delete.pod())) {
      pods.add(delete.pod().uid());
    }
  }

  /** Returns whether the pod was deleted by the forced step. */
  boolean covers(Pod pod) {
    return pods.contains(pod.uid());
  }

  boolean covers(Call call) {
    return call.act() instanceof Act.Delete delete && covers(delete.pod());
  }

  int count() {
    return pods.size();
  }

  private boolean isDue(Pod pod) {
    Optional<Instant> since =
        pod.nodeName().flatMap(court.truth()::node).flatMap(Forced::drainingSince);
    Optional<Duration> wait = court.permits().force();
    return wait.isPresent()
        && since.isPresent()
        && !since.get().plus(wait.get()).isAfter(court.timeline().now());
  }

  private static Optional<Instant> drainingSince(Node node) {
    try {
      return Optional.ofNullable(node.meta().annotations().get(Nodes.DRAIN)).map(Instant::parse);
    } catch (DateTimeException spoiled) {
      return Optional.empty();
    }
  }
}
