package io.evenkeel.model;

import java.time.Instant;
import java.util.Optional;

/**
 * That somebody has annotated a pod so that no provisioner moves it: for good by {@code true}, or
 * by a duration such as {@code 30m} for so long after the pod has started, and as long as it has
 * not. Any other value holds nothing, as Karpenter has it.
 *
 * @param until when it ends by itself; absent where it does not, or that is not known yet
 */
public record DisruptionHold(Optional<Instant> until) {
  /** The annotation, of pods as of nodes. */
  public static final String ANNOTATION = "karpenter.sh/do-not-disrupt";

  /** Returns what holds the pod at that time. */
  public static Optional<DisruptionHold> on(Pod pod, Instant now) {
    String value = pod.meta().annotations().getOrDefault(ANNOTATION, "");
    if (value.equals("true")) {
      return Optional.of(new DisruptionHold(Optional.empty()));
    }
    return GoDuration.parse(value)
        .filter(span -> !span.isZero())
        .map(span -> new DisruptionHold(pod.startedAt().map(start -> start.plus(span))))
        .filter(hold -> hold.until().filter(end -> !end.isAfter(now)).isEmpty());
  }
}
