package io.evenkeel.aws.internal;

import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/** Reads the managed node groups of a cluster. */
final class Nodegroups {
  private final EksClient eks;
  private final Calls calls;
  private final String cluster;

  Nodegroups(EksClient eks, Calls calls, String cluster) {
    this.eks = eks;
    this.calls = calls;
    this.cluster = cluster;
  }

  Nodegroup get(String group) {
    return calls
        .read(
            Action.DESCRIBE_NODEGROUP,
            () -> eks.describeNodegroup(r -> r.clusterName(cluster).nodegroupName(group)))
        .nodegroup();
  }
}
