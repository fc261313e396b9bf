package io.evenkeel.aws.internal;

import io.evenkeel.model.RolloutTarget;
import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.eks.model.Issue;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.NodegroupIssueCode;
import software.amazon.awssdk.services.eks.model.NodegroupStatus;
import software.amazon.awssdk.services.eks.model.Update;
import software.amazon.awssdk.services.eks.model.UpdateType;

/** What stands against an update of a managed node group, and what is amiss after one. */
final class NodegroupChecks {
  /** With these issues EKS updates a group all the same. */
  private static final Set<NodegroupIssueCode> LET_THROUGH =
      EnumSet.of(
          NodegroupIssueCode.ASG_INSTANCE_LAUNCH_FAILURES,
          NodegroupIssueCode.INSTANCE_LIMIT_EXCEEDED,
          NodegroupIssueCode.INSUFFICIENT_FREE_ADDRESSES,
          NodegroupIssueCode.CLUSTER_UNREACHABLE);

  private final NodegroupUpdates updates;

  NodegroupChecks(NodegroupUpdates updates) {
    this.updates = updates;
  }

  List<Finding> before(Nodegroup group) {
    List<Finding> findings = new ArrayList<>();
    Where where = where(group);
    if (group.status() != NodegroupStatus.ACTIVE && group.status() != NodegroupStatus.UPDATING) {
      findings.add(
          where.blocker(
              "NODEGROUP_NOT_ACTIVE",
              "its status is " + group.statusAsString() + ", so that EKS does not update it",
              "mend what its health issues name, and wait until it is ACTIVE"));
    }
    if (group.status() == NodegroupStatus.UPDATING) {
      findings.addAll(busy(group, where));
    }
    issues(group).forEach(issue -> findings.add(issue(issue, where)));
    return findings;
  }

  /** A version update is taken over; beside any other update EKS starts none. */
  private List<Finding> busy(Nodegroup group, Where where) {
    Optional<Update> update = updates.inProgress(group.nodegroupName());
    if (update.filter(one -> one.type() == UpdateType.VERSION_UPDATE).isPresent()) {
      return List.of();
    }
    String by = update.map(one -> one.typeAsString() + " " + one.id()).orElse("EKS itself");
    return List.of(
        where.blocker(
            "NODEGROUP_BUSY",
            "it is being updated by " + by + ", beside which EKS starts no version update",
            "wait until it is ACTIVE, then start again"));
  }

  private static Finding issue(Issue issue, Where where) {
    String what = issue.codeAsString() + ": " + issue.message();
    return LET_THROUGH.contains(issue.code())
        ? where.warning("NODEGROUP_ISSUE", what, "see to it, new nodes may not come")
        : where.blocker(
            "NODEGROUP_HAS_ISSUES",
            what + ", with which EKS refuses an update",
            "mend it, and wait until EKS no longer names it");
  }

  private static List<Issue> issues(Nodegroup group) {
    return group.health() == null ? List.of() : group.health().issues();
  }

  List<Finding> after(Nodegroup group, RolloutTarget target) {
    List<Finding> findings = new ArrayList<>();
    Where where = where(group);
    NodegroupRelease wanted = NodegroupRelease.parse(target.version());
    String has = has(group, wanted);
    String aim =
        wanted instanceof NodegroupRelease.OfImages images ? images.release() : wanted.toString();
    if (!has.equals(aim)) {
      findings.add(
          where.warning(
              "NODEGROUP_NOT_AT_TARGET",
              "it is at " + has + ", not at " + aim,
              "update the node group"));
    }
    return findings;
  }

  private static String has(Nodegroup group, NodegroupRelease wanted) {
    if (wanted instanceof NodegroupRelease.OfTemplate && group.launchTemplate() != null) {
      return group.launchTemplate().id() + ":" + group.launchTemplate().version();
    }
    return String.valueOf(group.releaseVersion());
  }

  private static Where where(Nodegroup group) {
    return new Where("managed node group " + group.nodegroupName());
  }
}
