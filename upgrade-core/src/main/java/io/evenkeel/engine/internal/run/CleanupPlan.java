package io.evenkeel.engine.internal.run;

import io.evenkeel.Candidate;
import io.evenkeel.NodeSelector;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradePlanBuilder;
import io.evenkeel.engine.Cleanup;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.spi.ClusterClient;

/** The plan of a run that replaces nothing: what carries our marks is what it is about. */
public final class CleanupPlan {
  private CleanupPlan() {}

  public static UpgradePlan of(ClusterClient cluster, Cleanup cleanup) {
    UpgradePlanBuilder plan = UpgradePlan.builder().clusterClient(cluster);
    NodeSelector marked = CleanupPlan::isMarked;
    cleanup
        .groups()
        .forEach(
            (name, provider) ->
                plan.nodeGroup(
                    provider,
                    name,
                    group ->
                        group
                            .select(marked)
                            .maxUnavailable(Quantity.nodes(0))
                            .maxSurge(Quantity.nodes(1))));
    NodeSelector nothing = candidate -> false;
    cleanup
        .pools()
        .forEach(
            (name, provider) ->
                plan.nodePool(
                    provider,
                    name, // whatever a driven roll leaves behind may be there
                    pool -> pool.select(nothing).driven(Quantity.nodes(1))));
    return plan.build();
  }

  private static boolean isMarked(Candidate candidate) {
    return candidate.node().filter(Marks::any).isPresent();
  }
}
