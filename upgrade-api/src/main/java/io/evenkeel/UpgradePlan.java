package io.evenkeel;

import io.evenkeel.spi.ClusterClient;
import java.util.List;

/**
 * What is to be upgraded and within which limits. Immutable; one plan may be previewed and started
 * any number of times.
 *
 * @param maxDrainingNodes how many nodes may be drained at once, over all groups; at most 100
 */
public record UpgradePlan(
    ClusterClient clusterClient, List<GroupPlan> groups, int maxDrainingNodes) {

  /** As many nodes as EKS drains at once, and the most that is allowed. */
  public static final int DRAINING_LIMIT = 100;

  public UpgradePlan {
    groups = List.copyOf(groups);
  }

  public static UpgradePlanBuilder builder() {
    return new UpgradePlanBuilder();
  }
}
