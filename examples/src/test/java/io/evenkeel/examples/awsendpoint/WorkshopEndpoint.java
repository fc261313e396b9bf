package io.evenkeel.examples.awsendpoint;

import io.evenkeel.aws.simulated.ClusterRoleTrust;
import io.evenkeel.aws.simulated.KeyState;
import io.evenkeel.aws.simulated.SimulatedAws;
import io.evenkeel.aws.simulated.SimulatedEksCluster;
import io.evenkeel.aws.simulated.UpgradeInsight;
import io.evenkeel.aws.simulated.UpgradeInsight.Client;
import io.evenkeel.aws.simulated.UpgradeInsight.Deprecation;
import io.evenkeel.aws.simulated.UpgradeInsight.Status;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.ScaledTimeline;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedControlPlane;
import io.evenkeel.simulation.SimulatedManagedGroups;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The cluster {@code eks-workshop} with three managed node groups that are one release behind:
 * {@code default} is upgraded within a second; a budget keeps {@code held} from being drained;
 * {@code broken} gets no new nodes. The cluster {@code staging} has a control plane to upgrade.
 */
record WorkshopEndpoint(ScaledTimeline time, SimulatedAws aws) implements AutoCloseable {
  static final String REGION = "us-west-2";
  static final String CLUSTER = "eks-workshop";
  static final String STAGING = "staging";
  static final String OLD_CNI = "v1.20.4-eksbuild.1";
  static final String NEW_CNI = "v1.21.0-eksbuild.2";
  static final String VERSION = "1.34";
  static final String OLD_RELEASE = "1.34.1-20251016";
  static final String NEW_RELEASE = "1.34.2-20251120";
  static final String OLD_IMAGE = "ami-0b55a8322608ea74b";
  static final String NEW_IMAGE = "ami-03e8b91597dcf3297";

  static WorkshopEndpoint start() {
    ScaledTimeline time = ScaledTimeline.atSpeed(1200);
    SimulatedCluster cluster =
        SimulatedCluster.on(time, ClusterSettings.seeded(1)).machineType("m5.large", 2, 8, 29);
    SimulatedCloud cloud = SimulatedCloud.on(time).joins(cluster.nodeLink());
    SimulatedManagedGroups groups = SimulatedManagedGroups.on(cloud, cluster);
    SimulatedAws aws =
        SimulatedAws.builder(cloud)
            .region(REGION)
            .cluster(CLUSTER, WorkshopEndpoint::surroundings)
            .cluster(STAGING, staging -> staging.controlPlane(plane(time)))
            .clusterAt(URI.create("https://workshop.example:6443"), "the authority")
            .managedGroups(groups)
            .serve();
    aws.run(world -> nodes(groups.drainsWithin(Duration.ofDays(1000))));
    aws.run(world -> pods(cluster));
    return new WorkshopEndpoint(time, aws);
  }

  private static SimulatedControlPlane plane(ScaledTimeline time) {
    return SimulatedControlPlane.on(time, VERSION)
        .upgradesWithin(Duration.ofMinutes(2))
        .offers("vpc-cni", OLD_CNI, "1.34")
        .offers("vpc-cni", NEW_CNI, "1.34", "1.35")
        .addOn("vpc-cni", OLD_CNI);
  }

  private static void nodes(SimulatedManagedGroups groups) {
    groups.publishes(VERSION, OLD_RELEASE, OLD_IMAGE);
    group(groups, "default", DurationRange.seconds(20, 30));
    group(groups, "held", DurationRange.seconds(20, 30));
    group(groups, "broken", DurationRange.seconds(1_000_000, 1_000_001));
    groups.publishes(VERSION, NEW_RELEASE, NEW_IMAGE);
  }

  private static void pods(SimulatedCluster cluster) {
    cluster
        .deployment(
            "ui/ui",
            app ->
                app.replicas(1)
                    .placed(
                        p ->
                            p.withNodeSelector(Map.of(SimulatedManagedGroups.GROUP_LABEL, "held"))))
        .budget("ui/ui", budget -> budget.minAvailable("1"));
  }

  private static void group(SimulatedManagedGroups groups, String name, DurationRange boots) {
    groups.group(
        name,
        group ->
            group
                .size(2)
                .max(3)
                .zones("us-west-2a", "us-west-2b")
                .template("lt-" + name, OLD_IMAGE)
                .bootsIn(boots));
  }

  private static void surroundings(SimulatedEksCluster cluster) {
    cluster
        .subnet("subnet-a", "us-west-2a", 3)
        .subnet("subnet-b", "us-west-2b", 250)
        .role("workshop-role", ClusterRoleTrust.ASSUME_ROLE_AND_TAG_SESSION)
        .encryptedWith("key-1", KeyState.DISABLED)
        .insight(UpgradeInsight.of("insight-1", "Kubelet version skew", Status.PASSING, "1.35"))
        .insight(
            UpgradeInsight.of(
                    "insight-2",
                    "Deprecated APIs removed in Kubernetes v1.35",
                    Status.ERROR,
                    "1.35")
                .because("Deprecated API usage was seen.", "Update manifests and clients.")
                .deprecates(
                    new Deprecation(
                        "/apis/flowcontrol.apiserver.k8s.io/v1beta3/flowschemas",
                        "/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas",
                        "1.35",
                        "1.29",
                        List.of(new Client("argocd", 12, Instant.parse("2025-11-20T12:00:00Z"))))));
  }

  @Override
  public void close() {
    aws.close();
    time.close();
  }
}
