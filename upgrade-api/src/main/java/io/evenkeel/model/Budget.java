package io.evenkeel.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A PodDisruptionBudget with the status that the disruption controller last wrote.
 *
 * @param limit what the specification demands
 */
public record Budget(
    Meta meta, LabelSelector selector, Limit limit, UnhealthyPods unhealthyPods, Status status)
    implements ClusterObject {

  /** What a budget demands: so many pods available, or at most so many unavailable. */
  public sealed interface Limit {

    /** At least this share of the expected pods stays healthy. */
    record MinAvailable(PodShare share) implements Limit {}

    /** At most this share of the expected pods is unhealthy. */
    record MaxUnavailable(PodShare share) implements Limit {}
  }

  /** When pods that are not Ready may be evicted. */
  public enum UnhealthyPods {
    IF_HEALTHY_BUDGET,
    ALWAYS_ALLOW
  }

  /**
   * The status, which lags behind the pods.
   *
   * @param disruptedPods evictions that the API server has accepted and the controller has not yet
   *     seen, by pod name
   */
  public record Status(
      long observedGeneration,
      int disruptionsAllowed,
      int currentHealthy,
      int desiredHealthy,
      int expectedPods,
      Map<String, Instant> disruptedPods) {

    public static final Status NONE = new Status(0, 0, 0, 0, 0, Map.of());

    public Status {
      disruptedPods = Ordered.copy(disruptedPods);
    }
  }

  public boolean covers(Pod pod) {
    return pod.namespace().equals(meta.key().namespace()) && selector.matches(pod.meta().labels());
  }

  /** Returns how many of the expected pods must be healthy; Kubernetes rounds both forms up. */
  public int desiredHealthy(int expected) {
    if (limit instanceof Limit.MinAvailable min) {
      return min.share().of(expected, PodShare.Rounding.UP);
    }
    int mayBeDown = ((Limit.MaxUnavailable) limit).share().of(expected, PodShare.Rounding.UP);
    return Math.max(0, expected - mayBeDown);
  }

  /** Returns whether the controller has seen the current specification. */
  public boolean observed() {
    return status.observedGeneration() >= meta.generation();
  }

  public Budget withStatus(Status newStatus) {
    return new Budget(meta, selector, limit, unhealthyPods, newStatus);
  }

  public Budget withMeta(Meta newMeta) {
    return new Budget(newMeta, selector, limit, unhealthyPods, status);
  }

  public Optional<PodShare> maxUnavailable() {
    return limit instanceof Limit.MaxUnavailable max ? Optional.of(max.share()) : Optional.empty();
  }
}
