package io.evenkeel.aws.internal;

import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;

/** Reads a cluster as EKS shows it. */
final class PlaneReads {
  private final EksClient eks;
  private final Calls calls;
  private final String cluster;

  PlaneReads(EksClient eks, Calls calls, String cluster) {
    this.eks = eks;
    this.calls = calls;
    this.cluster = cluster;
  }

  Cluster cluster() {
    return calls
        .read(Action.DESCRIBE_CLUSTER, () -> eks.describeCluster(r -> r.name(cluster)))
        .cluster();
  }
}
