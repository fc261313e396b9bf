package io.evenkeel.aws.internal;

import io.evenkeel.aws.UpgradeCheck;
import io.evenkeel.aws.UpgradeCheck.Deprecation;
import io.evenkeel.aws.UpgradeCheck.Status;
import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.eks.model.Cluster;

/**
 * Whether EKS finds the cluster ready for the versions that it goes to. An error for one of them
 * blocks, and so does no word about the next one; what concerns a later version is shown.
 */
final class InsightChecks implements PlaneCheck {
  private final Insights insights;
  private final InsightFreshness freshness;

  InsightChecks(Insights insights, InsightFreshness freshness) {
    this.insights = insights;
    this.freshness = freshness;
  }

  @Override
  public List<Finding> findings(Cluster cluster, List<String> versions) {
    if (versions.isEmpty()) {
      return List.of();
    }
    String next = versions.get(0);
    List<UpgradeCheck> all = insights.all();
    boolean complete = all.stream().anyMatch(check -> check.kubernetesVersion().equals(next));
    freshness.require(cluster.name(), all, complete);
    List<Finding> findings = new ArrayList<>();
    if (!complete) {
      findings.add(absent(cluster, next));
    }
    all.stream()
        .filter(check -> check.status() != Status.PASSING)
        .map(check -> judge(check, versions))
        .forEach(findings::add);
    return findings;
  }

  private static Finding absent(Cluster cluster, String version) {
    return new Where("EKS cluster " + cluster.name())
        .blocker(
            "NO_UPGRADE_INSIGHTS",
            "EKS says nothing about whether it is ready for Kubernetes " + version,
            "see whether EKS offers that version, and the insights of the cluster");
  }

  private static Finding judge(UpgradeCheck check, List<String> versions) {
    Where where =
        new Where("upgrade insight " + check.name() + " for " + check.kubernetesVersion());
    String what = check.status() + (check.reason().isBlank() ? "" : ": " + check.reason());
    String remedy =
        check.recommendation().isBlank() ? "see the insight " + check.id() : check.recommendation();
    return check.status() == Status.ERROR && versions.contains(check.kubernetesVersion())
        ? where.blocker("UPGRADE_INSIGHT", what + uses(check), remedy)
        : where.warning("UPGRADE_INSIGHT", what + uses(check), remedy);
  }

  private static String uses(UpgradeCheck check) {
    return check.deprecations().stream()
        .map(InsightChecks::use)
        .collect(Collectors.joining())
        .strip();
  }

  private static String use(Deprecation deprecation) {
    String clients =
        deprecation.clients().isEmpty() ? "" : " by " + String.join(", ", deprecation.clients());
    return "; "
        + deprecation.usage()
        + " is used"
        + clients
        + ", goes away in "
        + deprecation.stopsInVersion()
        + " and is replaced with "
        + deprecation.replacedWith();
  }
}
