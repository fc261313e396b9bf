package io.evenkeel.aws.internal;

import io.evenkeel.aws.UpgradeCheck;
import io.evenkeel.aws.UpgradeCheck.Deprecation;
import io.evenkeel.aws.UpgradeCheck.Status;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Category;
import software.amazon.awssdk.services.eks.model.ClientStat;
import software.amazon.awssdk.services.eks.model.DeprecationDetail;
import software.amazon.awssdk.services.eks.model.Insight;
import software.amazon.awssdk.services.eks.model.InsightStatus;
import software.amazon.awssdk.services.eks.model.InsightSummary;
import software.amazon.awssdk.services.eks.model.InsightsFilter;

/** Reads what EKS has found out about whether a cluster is ready for a Kubernetes version. */
final class Insights {
  private static final Set<Category> CATEGORIES =
      EnumSet.of(Category.UPGRADE_READINESS, Category.ROLLBACK_READINESS);

  private final EksClient eks;
  private final Calls calls;
  private final String cluster;

  Insights(EksClient eks, Calls calls, String cluster) {
    this.eks = eks;
    this.calls = calls;
    this.cluster = cluster;
  }

  /** Returns all of them by version, with details of those that do not pass. */
  List<UpgradeCheck> all() {
    InsightsFilter filter = InsightsFilter.builder().categories(CATEGORIES).build();
    return calls
        .read(
            Action.LIST_INSIGHTS,
            () ->
                eks
                    .listInsightsPaginator(r -> r.clusterName(cluster).filter(filter))
                    .insights()
                    .stream()
                    .toList())
        .stream()
        .map(this::read)
        .sorted(
            Comparator.comparing(UpgradeCheck::kubernetesVersion, Insights::byNumber)
                .thenComparing(UpgradeCheck::name)
                .thenComparing(UpgradeCheck::id))
        .toList();
  }

  private static int byNumber(String a, String b) {
    return KubernetesVersion.parse(a).compareTo(KubernetesVersion.parse(b));
  }

  private UpgradeCheck read(InsightSummary found) {
    Status status = status(found.insightStatus());
    Optional<Insight> details =
        status == Status.PASSING ? Optional.empty() : Optional.of(details(found.id()));
    return new UpgradeCheck(
        found.id(),
        found.name(),
        found.kubernetesVersion(),
        status,
        found.insightStatus() == null ? "" : text(found.insightStatus().reason()),
        found.lastRefreshTime() == null ? Instant.EPOCH : found.lastRefreshTime(),
        details.map(insight -> text(insight.recommendation())).orElse(""),
        details.map(Insights::deprecations).orElse(List.of()));
  }

  private Insight details(String id) {
    return calls
        .read(
            Action.DESCRIBE_INSIGHT, () -> eks.describeInsight(r -> r.clusterName(cluster).id(id)))
        .insight();
  }

  private static Status status(@Nullable InsightStatus status) {
    if (status == null || status.status() == null) {
      return Status.UNKNOWN;
    }
    return switch (status.status()) {
      case PASSING -> Status.PASSING;
      case WARNING -> Status.WARNING;
      case ERROR -> Status.ERROR;
      default -> Status.UNKNOWN;
    };
  }

  private static List<Deprecation> deprecations(Insight insight) {
    return insight.categorySpecificSummary() == null
        ? List.of()
        : insight.categorySpecificSummary().deprecationDetails().stream()
            .map(Insights::deprecation)
            .toList();
  }

  private static Deprecation deprecation(DeprecationDetail detail) {
    return new Deprecation(
        text(detail.usage()),
        text(detail.replacedWith()),
        text(detail.stopServingVersion()),
        detail.clientStats().stream().map(Insights::client).toList());
  }

  private static String client(ClientStat stat) {
    return text(stat.userAgent()) + " (" + stat.numberOfRequestsLast30Days() + " requests)";
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
