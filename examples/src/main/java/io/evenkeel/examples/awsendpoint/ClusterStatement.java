package io.evenkeel.examples.awsendpoint;

import io.evenkeel.aws.simulated.SimulatedEksCluster;
import io.evenkeel.aws.simulated.UpgradeInsight;
import io.evenkeel.aws.simulated.UpgradeInsight.Status;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedControlPlane;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The EKS cluster of the endpoint: the usual add-ons, and ready for the next version. */
final class ClusterStatement {
  private static final List<String> CHECKS =
      List.of("Kubelet version skew", "Deprecated APIs", "EKS add-on version compatibility");

  private final String version;
  private final SimulatedControlPlane plane;

  private ClusterStatement(String version, SimulatedControlPlane plane) {
    this.version = version;
    this.plane = plane;
  }

  static ClusterStatement of(SimulatedCloud cloud, AwsEndpointOptions options) {
    String now = options.kubernetesVersion();
    String next = next(now);
    SimulatedControlPlane plane =
        SimulatedControlPlane.on(cloud.timeline(), now)
            .offers("kube-proxy", "v" + now + ".0-eksbuild.2", now)
            .offers("kube-proxy", "v" + next + ".0-eksbuild.2", next)
            .offers("vpc-cni", "v1.20.4-eksbuild.1", now)
            .offers("vpc-cni", "v1.21.0-eksbuild.2", now, next)
            .offers("coredns", "v1.12.4-eksbuild.1", now, next)
            .addOn("kube-proxy", "v" + now + ".0-eksbuild.2")
            .addOn("vpc-cni", "v1.20.4-eksbuild.1")
            .addOn("coredns", "v1.12.4-eksbuild.1")
            .onVersion(cloud::kubernetesVersion);
    return new ClusterStatement(now, plane);
  }

  /** Returns the minor version after that one. */
  static String next(String version) {
    int dot = version.indexOf('.');
    return version.substring(0, dot + 1) + (Integer.parseInt(version.substring(dot + 1)) + 1);
  }

  ClusterStatement onVersion(Consumer<String> listener) {
    plane.onVersion(listener);
    return this;
  }

  void make(SimulatedEksCluster cluster) {
    cluster.controlPlane(plane);
    for (String check : CHECKS) {
      String id = check.toLowerCase(Locale.ROOT).replace(' ', '-');
      cluster.insight(UpgradeInsight.of(id, check, Status.PASSING, next(version)));
    }
  }
}
