package io.evenkeel.examples.automode;

import io.evenkeel.aws.EksControlPlane;
import io.evenkeel.aws.simulated.ClusterRoleTrust;
import io.evenkeel.aws.simulated.SimulatedAws;
import io.evenkeel.aws.simulated.SimulatedEksCluster;
import io.evenkeel.aws.simulated.UpgradeInsight;
import io.evenkeel.aws.simulated.UpgradeInsight.Client;
import io.evenkeel.aws.simulated.UpgradeInsight.Deprecation;
import io.evenkeel.aws.simulated.UpgradeInsight.Status;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedControlPlane;
import io.evenkeel.spi.ControlPlane;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** An account with a cluster in Auto Mode, behind a local endpoint that lives in virtual time. */
final class SimulatedAccount implements AutoCloseable {
  static final String CLUSTER = "auto-mode";
  private static final String REGION = "us-west-2";

  /** Reads are paced in real time, of which there is no need to spend any. */
  private static final int ENOUGH_READS = 1000;

  private final SharedTime time;
  private final SimulatedAws aws;
  private final EksControlPlane plane;

  SimulatedAccount(SharedTime time, Ground.Versions versions, Consumer<String> onVersion) {
    this.time = time;
    SimulatedCloud cloud = SimulatedCloud.on(time).kubernetesVersion(versions.from());
    SimulatedControlPlane upgraded =
        SimulatedControlPlane.on(time, versions.from())
            .onVersion(cloud::kubernetesVersion)
            .onVersion(onVersion);
    this.aws =
        SimulatedAws.builder(cloud)
            .region(REGION)
            .cluster(CLUSTER, cluster -> state(cluster.controlPlane(upgraded), versions))
            .serve();
    this.plane =
        EksControlPlane.builder()
            .region(REGION)
            .cluster(CLUSTER)
            .endpoint(aws.uri())
            .credentials(Account.CREDENTIALS)
            .readsPerSecond(ENOUGH_READS)
            .clock(time::now)
            .build();
  }

  private void state(SimulatedEksCluster cluster, Ground.Versions versions) {
    cluster
        .autoMode("general-purpose", "system")
        .role("AmazonEKSAutoClusterRole", ClusterRoleTrust.ASSUME_ROLE_AND_TAG_SESSION)
        .subnet("subnet-0a51cf3a3b9d0e1f2", REGION + "a", 8182)
        .subnet("subnet-0b62d04b4cae1f203", REGION + "b", 8184)
        .subnet("subnet-0c73e15c5dbf20314", REGION + "c", 8187);
    for (String check : List.of("Kubelet version skew", "Cluster health issues")) {
      cluster.insight(UpgradeInsight.of(id(check, ""), check, Status.PASSING, versions.to()));
    }
    for (String version : List.of(versions.to(), versions.later())) {
      String check = "EKS add-on version compatibility";
      cluster.insight(UpgradeInsight.of(id(check, version), check, Status.PASSING, version));
    }
    cluster.insight(deprecated(versions.later()));
  }

  /** Is of a version after the one that is gone to, so that it stands in nobody's way yet. */
  private UpgradeInsight deprecated(String version) {
    return UpgradeInsight.of(
            id("deprecated-apis", version),
            "Deprecated APIs removed in Kubernetes v" + version,
            Status.WARNING,
            version)
        .because(
            "An API that " + version + " no longer serves was asked for in the last 30 days.",
            "Move manifests and clients to the newer API before the cluster goes to "
                + version
                + ".")
        .deprecates(
            new Deprecation(
                "/apis/flowcontrol.apiserver.k8s.io/v1beta3/flowschemas",
                "/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas",
                version,
                "1.29",
                List.of(new Client("kubectl/v1.28.2", 12, time.now().minus(Duration.ofDays(3))))));
  }

  private static String id(String check, String version) {
    String name = check + version;
    long high = Integer.toUnsignedLong(name.hashCode());
    return "%08x-7f3a-4c1e-9d52-%012x".formatted(high, high * 2_654_435_761L & 0xFFFF_FFFF_FFFFL);
  }

  ControlPlane plane() {
    return new PlaneAtOnce(plane, time);
  }

  ClusterFacts facts() {
    Account account = new Account(aws.uri(), REGION);
    return time.answerOf(CompletableFuture.supplyAsync(() -> account.read(CLUSTER, plane)));
  }

  @Override
  public void close() {
    plane.close();
    aws.close();
  }
}
