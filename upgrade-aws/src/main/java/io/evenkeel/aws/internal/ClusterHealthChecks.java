package io.evenkeel.aws.internal;

import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ClusterIssue;
import software.amazon.awssdk.services.eks.model.ClusterStatus;

/** Whether EKS can upgrade the cluster in the state that it is in. */
final class ClusterHealthChecks implements PlaneCheck {

  @Override
  public List<Finding> findings(Cluster cluster, List<String> versions) {
    Where where = new Where("EKS cluster " + cluster.name());
    List<Finding> findings = new ArrayList<>();
    if (cluster.status() != ClusterStatus.ACTIVE && cluster.status() != ClusterStatus.UPDATING) {
      findings.add(
          where.blocker(
              "CLUSTER_NOT_ACTIVE",
              "its status is " + cluster.statusAsString() + ", so that EKS does not update it",
              "wait until it is ACTIVE, or mend what its health issues name"));
    }
    issues(cluster).forEach(issue -> findings.add(issue(issue, where)));
    return findings;
  }

  private static Finding issue(ClusterIssue issue, Where where) {
    String resources =
        issue.hasResourceIds() && !issue.resourceIds().isEmpty()
            ? " (" + String.join(", ", issue.resourceIds()) + ")"
            : "";
    return where.blocker(
        "CLUSTER_HAS_ISSUES",
        issue.codeAsString() + ": " + issue.message() + resources,
        "mend it, and wait until EKS no longer names it");
  }

  private static List<ClusterIssue> issues(Cluster cluster) {
    return cluster.health() == null ? List.of() : cluster.health().issues();
  }
}
