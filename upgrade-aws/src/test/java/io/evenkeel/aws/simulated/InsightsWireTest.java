package io.evenkeel.aws.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.aws.simulated.UpgradeInsight.Client;
import io.evenkeel.aws.simulated.UpgradeInsight.Deprecation;
import io.evenkeel.aws.simulated.UpgradeInsight.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eks.model.Category;
import software.amazon.awssdk.services.eks.model.Insight;
import software.amazon.awssdk.services.eks.model.InsightStatusValue;
import software.amazon.awssdk.services.eks.model.InsightSummary;

class InsightsWireTest extends WireFixture {
  private static final UpgradeInsight SKEW =
      UpgradeInsight.of("i-skew", "Kubelet version skew", Status.PASSING, "1.35");
  private static final UpgradeInsight APIS =
      UpgradeInsight.of(
              "i-apis", "Deprecated APIs removed in Kubernetes v1.35", Status.ERROR, "1.35")
          .because("Deprecated API usage was seen.", "Update manifests and clients.")
          .deprecates(
              new Deprecation(
                  "/apis/flowcontrol.apiserver.k8s.io/v1beta3/flowschemas",
                  "/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas",
                  "1.35",
                  "1.29",
                  List.of(new Client("argocd", 12, Instant.parse("2026-11-01T00:00:00Z")))))
          .needsAddon("vpc-cni", "v1.20.4-eksbuild.1");

  @BeforeEach
  void stateInsights() {
    aws.cluster(
        "demo",
        cluster ->
            cluster
                .insight(SKEW)
                .insight(APIS)
                .insight(UpgradeInsight.of("i-later", "Something later", Status.WARNING, "1.36")));
  }

  @Test
  void listsInsightsByWhatIsAskedFor() {
    assertThat(clients.eks().listInsights(r -> r.clusterName("demo")).insights()).hasSize(3);
    assertThat(
            clients
                .eks()
                .listInsights(
                    r ->
                        r.clusterName("demo")
                            .filter(
                                f ->
                                    f.categories(Category.UPGRADE_READINESS)
                                        .kubernetesVersions("1.35")
                                        .statuses(
                                            InsightStatusValue.ERROR, InsightStatusValue.UNKNOWN)))
                .insights())
        .extracting(InsightSummary::id)
        .containsExactly("i-apis");
    assertThat(
            clients
                .eks()
                .listInsights(
                    r ->
                        r.clusterName("demo")
                            .filter(f -> f.categories(Category.ROLLBACK_READINESS)))
                .insights())
        .isEmpty();
    assertThat(
            clients.eks().listInsightsPaginator(r -> r.clusterName("demo").maxResults(1)).stream())
        .hasSize(3);
  }

  @Test
  void tellsTheDetailsOfAnInsight() {
    // when
    Insight insight = insight("i-apis");

    // then
    assertThat(insight.insightStatus().status()).isEqualTo(InsightStatusValue.ERROR);
    assertThat(insight.insightStatus().reason()).isEqualTo("Deprecated API usage was seen.");
    assertThat(insight.recommendation()).isEqualTo("Update manifests and clients.");
    var summary = insight.categorySpecificSummary();
    assertThat(summary.deprecationDetails()).hasSize(1);
    assertThat(summary.deprecationDetails().get(0).clientStats().get(0).userAgent())
        .isEqualTo("argocd");
    assertThat(summary.deprecationDetails().get(0).clientStats().get(0).lastRequestTime())
        .isEqualTo("2026-11-01T00:00:00Z");
    assertThat(summary.addonCompatibilityDetails().get(0).compatibleVersions())
        .containsExactly("v1.20.4-eksbuild.1");
    assertThat(refused(() -> insight("none")).statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsMendedShowsOnceTheInsightsAreRefreshed() {
    // given
    aws.cluster(
        "demo",
        cluster ->
            cluster.insightOnceRefreshed(
                UpgradeInsight.of(APIS.id(), APIS.name(), Status.PASSING, "1.35")));
    Insight before = insight("i-apis");
    assertThat(refused(this::refresh).statusCode()).isEqualTo(404);

    // when
    String begun = clients.eks().startInsightsRefresh(r -> r.clusterName("demo")).statusAsString();
    passes(Duration.ofMinutes(2));

    // then
    assertThat(begun).isEqualTo("IN_PROGRESS");
    assertThat(before.insightStatus().status()).isEqualTo(InsightStatusValue.ERROR);
    assertThat(refresh()).isEqualTo("COMPLETED");
    assertThat(insight("i-apis").insightStatus().status()).isEqualTo(InsightStatusValue.PASSING);
    assertThat(insight("i-apis").lastRefreshTime()).isAfter(before.lastRefreshTime());
  }

  private void passes(Duration span) {
    CompletableFuture<Boolean> passed = new CompletableFuture<>();
    time.schedule(span, () -> passed.complete(true));
    passed.join();
  }

  private String refresh() {
    return clients.eks().describeInsightsRefresh(r -> r.clusterName("demo")).statusAsString();
  }

  private Insight insight(String id) {
    return clients.eks().describeInsight(r -> r.clusterName("demo").id(id)).insight();
  }
}
