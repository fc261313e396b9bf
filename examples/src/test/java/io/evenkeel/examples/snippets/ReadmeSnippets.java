package io.evenkeel.examples.snippets;

import static io.evenkeel.Durations.days;
import static io.evenkeel.Durations.minutes;
import static io.evenkeel.NodeSelector.olderThan;
import static io.evenkeel.NodeSelector.outdated;
import static io.evenkeel.Quantity.nodes;
import static io.evenkeel.Quantity.percent;
import static io.evenkeel.Target.latestImage;

import io.evenkeel.DrainPolicy;
import io.evenkeel.UpgradePlan;
import io.evenkeel.aws.AutoScalingGroups;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.kubernetes.KubernetesCluster;
import io.evenkeel.report.SummaryReport;

final class ReadmeSnippets {
  private ReadmeSnippets() {}

  static void plan() {
    // region plan
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(KubernetesCluster.fromKubeconfig())
            .cloudProvider(AutoScalingGroups.inRegion("eu-west-1"))
            .nodeGroup("workers", group -> group.to(latestImage()).maxSurge(nodes(3)))
            .build();
    try (Upgrader upgrader = Upgrader.create()) {
      System.out.print(SummaryReport.of(upgrader.start(plan).await()));
    }
    // endregion
  }

  static UpgradePlan limits(KubernetesCluster cluster, AutoScalingGroups cloud) {
    // region limits
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(cluster)
            .cloudProvider(cloud)
            .nodeGroup(
                "orders-workers",
                group ->
                    group
                        .to(latestImage())
                        .select(outdated().or(olderThan(days(21))))
                        .maxUnavailable(percent(10))
                        .maxSurge(nodes(3))
                        .drain(DrainPolicy.eks().timeout(minutes(30))))
            .build();
    // endregion
    return plan;
  }
}
