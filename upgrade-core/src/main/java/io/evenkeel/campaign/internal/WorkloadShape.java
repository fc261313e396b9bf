package io.evenkeel.campaign.internal;

import io.evenkeel.simulation.DurationRange;
import java.util.Optional;

/**
 * What a workload of a made-up world is like.
 *
 * @param millis what each pod requests, in thousandths of a core
 * @param balanced whether a load balancer leads to it
 */
record WorkloadShape(
    String name,
    Kind kind,
    int replicas,
    int millis,
    DurationRange starts,
    DurationRange stops,
    Placing placing,
    Priority priority,
    Balancer balanced,
    Optional<BudgetRule> budget) {

  enum Kind {
    DEPLOYMENT,
    STATEFUL_SET,
    /** A StatefulSet whose pods have disks that stay in their zone. */
    ZONAL_SET,
    JOB,
    BARE_PODS
  }

  enum Placing {
    ANYWHERE,
    /** Over zones, as far as there is room. */
    SPREAD_IF_POSSIBLE,
    /** Over zones, or not at all. */
    SPREAD,
    /** No two on one node. */
    APART
  }

  enum Priority {
    NORMAL,
    HIGH,
    /** As high, but waits for room and preempts nobody. */
    PATIENT,
    CRITICAL,
    /** Holds room for others, and is the first to make some. */
    HEADROOM
  }

  enum Balancer {
    NONE,
    CLUSTER_TRAFFIC,
    LOCAL_TRAFFIC
  }

  /** A PodDisruptionBudget, by one of its two ways to say how much. */
  record BudgetRule(boolean tolerates, String share, boolean unhealthyMayGo) {
    @Override
    public String toString() {
      return (tolerates ? "maxUnavailable " : "minAvailable ")
          + share
          + (unhealthyMayGo ? ", unhealthy pods may go" : "");
    }
  }

  @Override
  public String toString() {
    return "%s %s: %s x %s millicores, %s, %s priority, starts in %s, stops in %s, balancer %s, %s"
        .formatted(
            kind,
            name,
            replicas,
            millis,
            placing,
            priority,
            Words.range(starts),
            Words.range(stops),
            balanced,
            budget.map(BudgetRule::toString).orElse("no budget"));
  }
}
