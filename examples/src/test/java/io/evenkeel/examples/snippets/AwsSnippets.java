package io.evenkeel.examples.snippets;

import static io.evenkeel.Quantity.nodes;
import static io.evenkeel.Quantity.percent;
import static io.evenkeel.Target.latestImage;

import io.evenkeel.UpgradePlan;
import io.evenkeel.aws.Architecture;
import io.evenkeel.aws.AutoScalingGroups;
import io.evenkeel.aws.EksControlPlane;
import io.evenkeel.aws.ImageFamily;
import io.evenkeel.aws.ManagedNodeGroups;
import io.evenkeel.aws.simulated.KeyState;
import io.evenkeel.aws.simulated.SimulatedAws;
import io.evenkeel.kubernetes.KubernetesCluster;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedControlPlane;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Duration;

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

  static void unusedNodes() {
    // region unused nodes
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(KubernetesCluster.fromKubeconfig())
            .cloudProvider(AutoScalingGroups.inRegion("eu-west-1"))
            .nodeGroup("workers", group -> group.maxUnavailable(nodes(2)).removeUnused())
            .build();
    // endregion
    System.out.println(plan.groups());
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

  static void controlPlane() {
    // region control plane
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(KubernetesCluster.fromKubeconfig())
            .controlPlane(
                EksControlPlane.ofCluster("eu-west-1", "shop"),
                plane -> plane.to("1.35").needsApproval(Duration.ofHours(4)))
            .nodeGroup(ManagedNodeGroups.ofCluster("eu-west-1", "shop"), "workers", group -> {})
            .build();
    // endregion
    System.out.println(plan.groups());
  }

  static void simulatedControlPlane(VirtualTimeline time, SimulatedCluster cluster) {
    // region simulated control plane
    SimulatedControlPlane plane =
        SimulatedControlPlane.on(time, "1.34")
            .offers("vpc-cni", "v1.20.4", "1.34", "1.35")
            .addOn("vpc-cni", "v1.20.4")
            .onVersion(cluster::version);
    // endregion
    System.out.println(plane.state());
  }

  static void endpoint(SimulatedCloud cloud) {
    // region endpoint
    SimulatedControlPlane plane =
        SimulatedControlPlane.on(cloud.timeline(), "1.34")
            .offers("vpc-cni", "v1.20.4-eksbuild.1", "1.34", "1.35")
            .addOn("vpc-cni", "v1.20.4-eksbuild.1");
    SimulatedAws aws =
        SimulatedAws.builder(cloud)
            .cluster("demo", demo -> demo.controlPlane(plane).subnet("subnet-a", "eu-west-1a", 3))
            .serve();
    aws.cluster("demo", demo -> demo.encryptedWith("key-1", KeyState.DISABLED));
    // endregion
    aws.close();
  }
}
