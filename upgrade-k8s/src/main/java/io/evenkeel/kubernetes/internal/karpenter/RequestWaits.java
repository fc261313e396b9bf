package io.evenkeel.kubernetes.internal.karpenter;

import io.evenkeel.Obstacle;
import io.evenkeel.Obstacle.Cause;
import io.evenkeel.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Why no node comes for those who ask for one, by what the provisioner says of their pods. */
final class RequestWaits {
  /** What the provisioner says of a pod; the scheduler says the same word of it, in others. */
  private static final String BY_PROVISIONER = "Failed to schedule pod";

  private static final Duration LATELY = Duration.ofMinutes(6);

  private final PoolReading reading;
  private final List<ProvisionerEvent> events;

  RequestWaits(PoolReading reading, List<ProvisionerEvent> events) {
    this.reading = reading;
    this.events = events;
  }

  /** All requests of a pool are alike, so that one of them tells. */
  List<Obstacle> waits() {
    return reading.requests().stream()
        .flatMap(
            pod -> said(pod).map(event -> obstacle(pod, event)).or(() -> noImage(pod)).stream())
        .limit(1)
        .toList();
  }

  private Optional<ProvisionerEvent> said(Pod pod) {
    return events.stream()
        .filter(event -> pod.nodeName().isEmpty() && event.isAbout("Pod", pod.name()))
        .filter(event -> event.message().startsWith(BY_PROVISIONER))
        .filter(event -> event.last().isAfter(reading.at().minus(LATELY)))
        .max((a, b) -> a.last().compareTo(b.last()));
  }

  /** The node is there, and nobody can tell that it takes pods. */
  private Optional<Obstacle> noImage(Pod pod) {
    return pod.trouble()
        .filter(trouble -> trouble.kind() == Pod.Trouble.Kind.IMAGE)
        .map(
            trouble ->
                new Obstacle(
                    Cause.NODE_DOES_NOT_COME,
                    BudgetWaits.key(reading),
                    List.of(pod.key()),
                    Optional.of(trouble.since()),
                    Optional.empty(),
                    "NodePool "
                        + reading.pool().name()
                        + ": the node is there, but "
                        + pod.key()
                        + " does not start: "
                        + trouble.message(),
                    "name an image that the nodes can pull: KarpenterNodePools.on(cluster,"
                        + " image)"));
  }

  private Obstacle obstacle(Pod pod, ProvisionerEvent event) {
    boolean limit = event.message().contains("exceed limits");
    return new Obstacle(
        limit ? Cause.POOL_LIMIT : Cause.NODE_DOES_NOT_COME,
        BudgetWaits.key(reading),
        List.of(pod.key()),
        Optional.of(event.first()),
        Optional.empty(),
        "NodePool "
            + reading.pool().name()
            + ": no node comes for "
            + pod.key()
            + ": "
            + event.message(),
        limit
            ? "raise the limits of the pool by what one node has, and one more for each at once"
            : "let the pool have types that are as large as its largest node, in every zone");
  }
}
