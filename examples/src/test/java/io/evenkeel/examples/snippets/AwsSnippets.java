package io.evenkeel.examples.snippets;

import static io.evenkeel.Quantity.percent;
import static io.evenkeel.Target.latestImage;

import io.evenkeel.UpgradePlan;
import io.evenkeel.aws.Architecture;
import io.evenkeel.aws.AutoScalingGroups;
import io.evenkeel.aws.ImageFamily;
import io.evenkeel.aws.ManagedNodeGroups;
import io.evenkeel.kubernetes.KubernetesCluster;

final class AwsSnippets {
  private AwsSnippets() {}

  static void groups() {
    // region groups
    AutoScalingGroups.inRegion("eu-west-1");

    AutoScalingGroups.builder()
        .region("eu-west-1")
        .cluster("shop") // else from the tags of the group
        .imageFamily(ImageFamily.BOTTLEROCKET) // else from the name of the current image
        .architecture(Architecture.ARM64) // else from the current image
        .build();
    // endregion
  }

  static void managedGroups() {
    // region managed groups
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(KubernetesCluster.fromKubeconfig())
            .nodeGroup(
                ManagedNodeGroups.ofCluster("eu-west-1", "shop"),
                "workers",
                group -> group.to(latestImage()).maxUnavailable(percent(33)))
            .build();
    // endregion
    System.out.println(plan.groups());
  }
}
