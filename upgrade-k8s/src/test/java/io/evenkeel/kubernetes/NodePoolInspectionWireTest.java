package io.evenkeel.kubernetes;

import static io.evenkeel.kubernetes.KarpenterObjects.CLAIMS;
import static io.evenkeel.kubernetes.KarpenterObjects.POOL;
import static io.evenkeel.kubernetes.KarpenterObjects.claim;
import static io.evenkeel.kubernetes.KarpenterObjects.inService;
import static io.evenkeel.kubernetes.KarpenterObjects.pool;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.RolloutTarget;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NodePoolInspectionWireTest {
  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
  private static final String CLASSES = "/apis/karpenter.k8s.aws/v1";
  private static final String CLASS = CLASSES + "/ec2nodeclasses/web";
  private static final String LEASE =
      "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/karpenter-leader-election";
  private static final String STALE = "{\"spec\":{\"renewTime\":\"2026-01-01T00:00:00.000000Z\"}}";
  private static final RolloutTarget TARGET = new RolloutTarget("v", Map.of("a", "b"), "to v");

  private final StubApiServer server = new StubApiServer();
  private final KubernetesCluster cluster = server.client();
  private final KarpenterNodePools pools = KarpenterNodePools.on(cluster);

  @BeforeEach
  void everythingIsAllowedAndTheClassIsServed() {
    for (int i = 0; i < 13; i++) {
      server.answer("POST", REVIEWS, 201, "{\"status\":{\"allowed\":true}}");
    }
    server.answer("GET", "/apis/karpenter.k8s.aws", 200, "{\"versions\":[{\"version\":\"v1\"}]}");
    server.answer(
        "GET",
        CLASSES,
        200,
        """
        {"resources":[{"name":"ec2nodeclasses/status","kind":"EC2NodeClass"},
          {"name":"ec2nodeclasses","kind":"EC2NodeClass"}]}\
        """);
  }

  @AfterEach
  void stop() {
    pools.close();
    cluster.close();
    server.close();
  }

  @Test
  void aPoolThatIsWellHasNoFinding() {
    // given
    givenClass("True");
    // when, then
    assertThat(inspect(seen(pool("{\"nodes\":\"10%\"}")))).isEmpty();
  }

  @Test
  void aClassThatDoesNotExistOrIsNotReadyIsABlocker() {
    assertThat(blockers(inspect(seen(pool(""))))).containsExactly("NODE_CLASS_MISSING");
    // given
    everythingIsAllowedAndTheClassIsServed();
    givenClass("False");
    // when, then
    assertThat(blockers(inspect(seen(pool(""))))).containsExactly("NODE_CLASS_NOT_READY");
  }

  @Test
  void aBudgetThatNeverOpensIsLeftToWhoeverKnowsHowThePoolIsRolled() {
    // given
    givenClass("True");
    server.list(CLAIMS, "1", claim("a", "2026-01-01T00:00:00Z", inService()));
    // when
    List<Finding> findings =
        inspect(seen(pool("{\"nodes\":\"0\",\"schedule\":\"@hourly\",\"duration\":\"1h\"}")));
    // then
    assertThat(findings).isEmpty();
  }

  @Test
  void aLeaseThatIsNotRenewedIsAWarningByItself() {
    // given
    givenClass("True");
    server.answer("GET", LEASE, 200, STALE);
    // when, then
    assertThat(inspect(seen(pool(""))))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("PROVISIONER_PERHAPS_NOT_RUNNING");
              assertThat(finding.blocks()).isFalse();
            });
  }

  @Test
  void aLeaseThatIsNotRenewedIsToldBesideAnotherSign() {
    // given
    givenClass("True");
    server.answer("GET", LEASE, 200, STALE);
    // when, then
    assertThat(inspect(pool("")))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("PROVISIONER_NOT_RUNNING");
              assertThat(finding.what())
                  .contains(
                      "nobody has looked at the pool", "renewed last at 2026-01-01T00:00:00Z");
            });
  }

  @Test
  void aLeaseTellsNothingOfAutoMode() {
    // given
    String group = "/apis/eks.amazonaws.com";
    server.answer("GET", group, 200, "{\"versions\":[{\"version\":\"v1\"}]}");
    server.answer(
        "GET",
        group + "/v1",
        200,
        "{\"resources\":[{\"name\":\"nodeclasses\",\"kind\":\"NodeClass\"}]}");
    server.answer("GET", group + "/v1/nodeclasses/web", 200, "{}");
    server.answer("GET", LEASE, 200, STALE);
    // when, then
    String pool =
        seen(pool(""))
            .replace("karpenter.k8s.aws", "eks.amazonaws.com")
            .replace("EC2NodeClass", "NodeClass");
    assertThat(inspect(pool)).isEmpty();
  }

  @Test
  void aPoolThatNobodyHasLookedAtHasNoProvisioner() {
    // given
    givenClass("True");
    // when, then
    assertThat(inspect(pool("")))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("PROVISIONER_NOT_RUNNING");
              assertThat(finding.what()).contains("nobody has looked at the pool since it was");
            });
  }

  @Test
  void aLeaseThatIsRenewedTellsNothingBad() {
    // given
    givenClass("True");
    server.answer("GET", LEASE, 200, "{\"spec\":{\"renewTime\":\"" + Instant.now() + "\"}}");
    // when, then
    assertThat(inspect(seen(pool("")))).isEmpty();
  }

  @Test
  void aPoolAtItsLimitMayBeRolledByWhoNeedsNoRoom() {
    // given
    givenClass("True");
    // when, then
    assertThat(inspect(seen(pool("")).replace("\"cpu\":\"100\"", "\"nodes\":\"2\""))).isEmpty();
  }

  @Test
  void nodesThatDoNotRegisterAreABlocker() {
    // given
    givenClass("True");
    String pool =
        seen(pool(""))
            .replace(
                "{\"type\":\"Fancy\"",
                "{\"type\":\"NodeRegistrationHealthy\",\"status\":\"False\"},{\"type\":\"Fancy\"");
    // when, then
    assertThat(blockers(inspect(pool))).containsExactly("NODES_DO_NOT_REGISTER");
  }

  @Test
  void whoWritesThePoolFromElsewhereIsTold() {
    // given
    givenClass("True");
    String pool =
        seen(pool(""))
            .replace(
                "\"annotations\":{",
                "\"labels\":{\"app.kubernetes.io/managed-by\":\"Helm\"},\"annotations\":{");
    // when, then
    assertThat(inspect(pool)).extracting(Finding::code).containsExactly("POOL_OWNED_BY_OTHERS");
  }

  @Test
  void whatWeMayNotDoIsTold() {
    // given
    givenClass("True");
    for (int i = 0; i < 13; i++) {
      server.answer("POST", REVIEWS, 201, "{\"status\":{\"allowed\":false}}");
    }
    inspect(seen(pool("")));
    givenClass("True");
    everythingIsAllowedAndTheClassIsServed();
    // when, then
    assertThat(inspect(seen(pool(""))))
        .hasSize(13)
        .allSatisfy(finding -> assertThat(finding.code()).isEqualTo("PERMISSION_MISSING"))
        .anySatisfy(
            finding ->
                assertThat(finding.what()).isEqualTo("we may not delete nodeclaims.karpenter.sh"));
  }

  private void givenClass(String ready) {
    String status = "{\"conditions\":[{\"type\":\"Ready\",\"status\":\"" + ready + "\"}]}";
    server.answer("GET", CLASS, 200, "{\"status\":" + status + "}");
  }

  private static String seen(String pool) {
    return pool.replace(
        "{\"type\":\"Ready\",\"status\":\"True\"}",
        "{\"type\":\"Ready\",\"status\":\"True\",\"observedGeneration\":2}");
  }

  private List<Finding> inspect(String pool) {
    server.answer(
        "GET",
        POOL,
        200,
        pool.replace("\"uid\":", "\"creationTimestamp\":\"2026-01-01T00:00:00Z\",\"uid\":"));
    Answer<List<Finding>> answer = pools.inspect("web", TARGET).toCompletableFuture().join();
    return answer.value().orElseThrow(() -> new AssertionError(answer.toString()));
  }

  private static List<String> blockers(List<Finding> findings) {
    return findings.stream().filter(Finding::blocks).map(Finding::code).toList();
  }
}
