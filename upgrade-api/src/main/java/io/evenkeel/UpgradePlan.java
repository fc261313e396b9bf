package io.evenkeel;

import io.evenkeel.spi.ClusterClient;
import java.util.List;
import java.util.Optional;

/**
 * What is to be upgraded and within which limits. Immutable; one plan may be started, or looked at
 * by a preflight, any number of times.
 *
 * @param controlPlane what becomes of the control plane, which goes before the node groups, or
 *     after them where it goes back
 * @param waves the node groups, in the order in which they are worked on
 * @param gates what is asked before every wave and after every canary
 * @param maxDrainingNodes how many nodes may be drained at once, over all groups; at most 100
 * @param maxEvictionsPerMinute how many pods may be asked to leave within any minute, over all
 *     groups
 * @param windows when something new may be begun; at any time where there is none
 */
public record UpgradePlan(
    ClusterClient clusterClient,
    Optional<ControlPlanePlan> controlPlane,
    List<Wave> waves,
    Gates gates,
    int maxDrainingNodes,
    int maxEvictionsPerMinute,
    List<MaintenanceWindow> windows) {

  /** As many nodes as EKS drains at once, and the most that is allowed. */
  public static final int DRAINING_LIMIT = 100;

  /** Stands for as many evictions as the budgets allow. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  public UpgradePlan {
    waves = List.copyOf(waves);
    windows = List.copyOf(windows);
  }

  /** Returns the groups of all waves, in their order. */
  public List<GroupPlan> groups() {
    return waves.stream().flatMap(wave -> wave.groups().stream()).toList();
  }

  public static UpgradePlanBuilder builder() {
    return new UpgradePlanBuilder();
  }
}
