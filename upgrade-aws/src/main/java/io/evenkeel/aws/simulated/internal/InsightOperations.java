package io.evenkeel.aws.simulated.internal;

import io.evenkeel.aws.simulated.UpgradeInsight;
import io.evenkeel.aws.simulated.UpgradeInsight.Deprecation;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The operations of EKS on the insights of a cluster. */
final class InsightOperations {
  private static final Duration A_REFRESH_TAKES = Duration.ofMinutes(1);
  private static final String CATEGORY = "UPGRADE_READINESS";
  private static final String STATUS = "status";
  private static final String MESSAGE = "message";

  private final ClusterRegistry clusters;
  private final Timeline timeline;
  private final Instant begin;

  InsightOperations(ClusterRegistry clusters, Timeline timeline) {
    this.clusters = clusters;
    this.timeline = timeline;
    this.begin = timeline.now();
  }

  void register(ClusterRoutes routes) {
    routes.add("POST clusters/*/insights", "ListInsights", this::list);
    routes.add("GET clusters/*/insights/*", "DescribeInsight", this::describe);
    routes.add("POST clusters/*/insights-refresh", "StartInsightsRefresh", this::start);
    routes.add("GET clusters/*/insights-refresh", "DescribeInsightsRefresh", this::refresh);
  }

  private Map<String, Object> list(EksCall call) {
    ClusterFacts facts = clusters.shown(call.cluster());
    Map<?, ?> filter = call.body().get("filter") instanceof Map<?, ?> given ? given : Map.of();
    List<Map<String, Object>> found =
        facts.insights().stream()
            .filter(insight -> fits(filter, "categories", CATEGORY))
            .filter(insight -> fits(filter, "kubernetesVersions", insight.kubernetesVersion()))
            .filter(insight -> fits(filter, "statuses", insight.status().name()))
            .map(insight -> summary(facts, insight))
            .toList();
    return call.page("insights", found);
  }

  private static boolean fits(Map<?, ?> filter, String key, String value) {
    return !(filter.get(key) instanceof List<?> wanted)
        || wanted.isEmpty()
        || wanted.contains(value);
  }

  private Map<String, Object> describe(EksCall call) {
    ClusterFacts facts = clusters.shown(call.cluster());
    return facts.insights().stream()
        .filter(insight -> insight.id().equals(call.name()))
        .findFirst()
        .map(insight -> Json.object("insight", detailed(facts, insight)))
        .orElseThrow(() -> EksErrors.notFound("No insight found for id: " + call.name() + "."));
  }

  private Map<String, Object> summary(ClusterFacts facts, UpgradeInsight insight) {
    long refreshed = facts.insightsAsOf(begin).getEpochSecond();
    return Json.object(
        "id",
        insight.id(),
        "name",
        insight.name(),
        "category",
        CATEGORY,
        "kubernetesVersion",
        insight.kubernetesVersion(),
        "lastRefreshTime",
        refreshed,
        "lastTransitionTime",
        refreshed,
        "description",
        "Checks for " + insight.name() + ".",
        "insightStatus",
        Json.object(STATUS, insight.status().name(), "reason", insight.reason()));
  }

  private Map<String, Object> detailed(ClusterFacts facts, UpgradeInsight insight) {
    Map<String, Object> detailed = summary(facts, insight);
    detailed.put("recommendation", insight.recommendation());
    detailed.put("additionalInfo", Json.object());
    detailed.put("resources", List.of());
    detailed.put(
        "categorySpecificSummary",
        Json.object(
            "deprecationDetails",
            insight.deprecations().stream().map(InsightOperations::deprecation).toList(),
            "addonCompatibilityDetails",
            insight.addons().stream()
                .map(
                    fit ->
                        Json.object(
                            "name", fit.addon(), "compatibleVersions", fit.compatibleVersions()))
                .toList()));
    return detailed;
  }

  private static Map<String, Object> deprecation(Deprecation deprecation) {
    return Json.object(
        "usage",
        deprecation.usage(),
        "replacedWith",
        deprecation.replacedWith(),
        "stopServingVersion",
        deprecation.stopServingVersion(),
        "startServingReplacementVersion",
        deprecation.startServingReplacementVersion(),
        "clientStats",
        deprecation.clients().stream()
            .map(
                client ->
                    Json.object(
                        "userAgent",
                        client.userAgent(),
                        "numberOfRequestsLast30Days",
                        client.requestsLast30Days(),
                        "lastRequestTime",
                        client.lastRequest().getEpochSecond()))
            .toList());
  }

  private Map<String, Object> start(EksCall call) {
    String cluster = call.cluster();
    boolean running =
        clusters.truth(cluster).refresh().filter(r -> r.endedAt().isEmpty()).isPresent();
    if (!running) {
      clusters.change(cluster, facts -> facts.refreshStarts(timeline.now()));
      timeline.schedule(
          A_REFRESH_TAKES,
          () -> clusters.change(cluster, facts -> facts.refreshEnds(timeline.now())));
    }
    return Json.object(MESSAGE, "Insights refresh is in progress", STATUS, "IN_PROGRESS");
  }

  private Map<String, Object> refresh(EksCall call) {
    ClusterFacts.Refresh refresh =
        clusters
            .shown(call.cluster())
            .refresh()
            .orElseThrow(
                () -> EksErrors.notFound("No insights refresh found for " + call.cluster() + "."));
    boolean ended = refresh.endedAt().isPresent();
    Map<String, Object> answer =
        Json.object(
            MESSAGE,
            ended ? "Insights refresh is complete" : "Insights refresh is in progress",
            STATUS,
            ended ? "COMPLETED" : "IN_PROGRESS",
            "startedAt",
            refresh.startedAt().getEpochSecond());
    refresh.endedAt().ifPresent(when -> answer.put("endedAt", when.getEpochSecond()));
    return answer;
  }
}
