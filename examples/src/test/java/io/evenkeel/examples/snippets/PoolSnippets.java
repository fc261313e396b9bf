package io.evenkeel.examples.snippets;

import static io.evenkeel.Durations.days;
import static io.evenkeel.Durations.hours;
import static io.evenkeel.NodeSelector.agedBetween;
import static io.evenkeel.NodeSelector.outdated;
import static io.evenkeel.Quantity.nodes;

import io.evenkeel.MaintenanceWindow;
import io.evenkeel.UpgradePlan;
import io.evenkeel.aws.EksControlPlane;
import io.evenkeel.kubernetes.KarpenterNodePools;
import io.evenkeel.kubernetes.KubernetesCluster;
import java.time.ZoneId;

/** The snippets of docs/node-pools.md and docs/auto-mode.md. */
final class PoolSnippets {
  private PoolSnippets() {}

  static void driven(KubernetesCluster cluster) {
    // region driven
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(cluster)
            .nodePool(
                KarpenterNodePools.on(cluster),
                "orders",
                pool -> pool.select(outdated().or(agedBetween(days(8), days(12)))).driven(nodes(3)))
            .build();
    // endregion
    System.out.println(plan.groups());
  }

  static void withControlPlane(KubernetesCluster cluster, KarpenterNodePools pools) {
    // region with control plane
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(cluster)
            .controlPlane(EksControlPlane.ofCluster("eu-west-1", "shop"), plane -> plane.to("1.35"))
            .nodePool(pools, "general-purpose", pool -> pool.gated(nodes(2)))
            .maintenanceWindow(
                MaintenanceWindow.opens("0 22 * * MON-FRI", ZoneId.of("Europe/Berlin"), hours(6)))
            .build();
    // endregion
    System.out.println(plan.groups());
  }

  static void autoMode(KubernetesCluster cluster, KarpenterNodePools pools) {
    // region auto mode
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(cluster)
            .controlPlane(
                EksControlPlane.ofCluster("us-west-2", "auto-mode"), plane -> plane.to("1.31"))
            .nodePool(pools, "general-purpose", pool -> pool.gated())
            .build();
    // endregion
    System.out.println(plan.groups());
  }
}
