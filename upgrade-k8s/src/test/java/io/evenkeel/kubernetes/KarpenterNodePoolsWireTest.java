package io.evenkeel.kubernetes;

import static io.evenkeel.kubernetes.KarpenterObjects.CLAIMS;
import static io.evenkeel.kubernetes.KarpenterObjects.NODES;
import static io.evenkeel.kubernetes.KarpenterObjects.POOL;
import static io.evenkeel.kubernetes.KarpenterObjects.POOLS;
import static io.evenkeel.kubernetes.KarpenterObjects.REQUESTS;
import static io.evenkeel.kubernetes.KarpenterObjects.claim;
import static io.evenkeel.kubernetes.KarpenterObjects.drifted;
import static io.evenkeel.kubernetes.KarpenterObjects.inService;
import static io.evenkeel.kubernetes.KarpenterObjects.pool;
import static io.evenkeel.kubernetes.KarpenterObjects.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.evenkeel.Quantity;
import io.evenkeel.Target;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodeOffer;
import io.evenkeel.model.NodePool;
import io.evenkeel.model.NodeRequest;
import io.evenkeel.model.Requirement;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.model.Taint;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.RolloutGroup;
import io.evenkeel.spi.RolloutOrder;
import io.evenkeel.spi.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KarpenterNodePoolsWireTest {
  private static final String OLD = "2026-01-01T00:00:00Z";
  private static final String NEW = "2026-02-01T00:00:00Z";
  private static final String PRIORITY = "/apis/scheduling.k8s.io/v1/priorityclasses";

  private final StubApiServer server = new StubApiServer();
  private final KubernetesCluster cluster = server.client();
  private final KarpenterNodePools pools = KarpenterNodePools.on(cluster);

  @AfterEach
  void stop() {
    pools.close();
    cluster.close();
    server.close();
  }

  @Test
  void aPoolIsShownWithItsNodesOldestFirstAndWhatIsAskedOfIt() {
    // given
    server.answer("GET", POOL, 200, pool("{\"nodes\":\"20%\"}"));
    server.list(CLAIMS, "1", claim("b", NEW, inService()), claim("a", OLD, drifted()));
    server.list(NODES, "1", node("a", ""), node("b", ""));
    server.list(REQUESTS, "1", request("1", "node-b", true), request("2", "", false));
    // when
    RolloutGroup group = result(pools.observe("web"));
    // then
    assertThat(group.nodeLabels()).isEqualTo(Map.of("karpenter.sh/nodepool", "web"));
    assertThat(group.pace().maxUnavailable()).isEqualTo(Quantity.percent(20));
    assertThat(group.size()).hasValue(2);
    NodePool content = group.pool().orElseThrow();
    assertThat(content.kind()).isEqualTo(NodePool.Kind.CUSTOM);
    assertThat(content.versions()).isEqualTo(NodePool.Versions.OF_ITS_CLASS);
    assertThat(content.claims()).extracting(NodeClaim::name).containsExactly("a", "b");
    NodeClaim oldest = content.claims().get(0);
    assertThat(oldest.outdatedBecause()).contains("NodePoolDrifted");
    assertThat(oldest.state()).isEqualTo(NodeClaim.State.IN_SERVICE);
    assertThat(oldest.zone()).isEqualTo("zone-a");
    assertThat(oldest.expiresAt()).contains(Instant.parse(OLD).plus(Duration.ofHours(336)));
    assertThat(content.requests())
        .extracting(NodeRequest::name, NodeRequest::state)
        .containsExactly(tuple("1", NodeRequest.State.MET), tuple("2", NodeRequest.State.WAITING));
    assertThat(content.waits()).isEmpty();
  }

  @Test
  void howLongPodsAreWaitedForIsToldAndFromWhenOnOnceTheNodeIsAskedToGo() {
    // given
    String grace =
        claim("a", OLD, inService())
            .replace("\"spec\":{", "\"spec\":{\"terminationGracePeriod\":\"30m\",");
    String asked =
        grace.replace("\"uid\":", "\"deletionTimestamp\":\"2026-02-01T00:00:00Z\",\"uid\":");
    server.answer("GET", POOL, 200, pool(""));
    server.list(CLAIMS, "1", grace.replace("336h", "Never"), asked.replace("uid-a", "uid-b"));
    // when
    List<NodeClaim> claims = result(pools.observe("web")).pool().orElseThrow().claims();
    // then
    assertThat(claims)
        .extracting(NodeClaim::terminationGrace, NodeClaim::lastsUntil)
        .containsExactlyInAnyOrder(
            tuple(Optional.of(Duration.ofMinutes(30)), Optional.empty()),
            tuple(
                Optional.of(Duration.ofMinutes(30)),
                Optional.of(Instant.parse("2026-02-01T00:30:00Z"))));
  }

  @Test
  void nodesOfAutoModeFollowTheControlPlaneAlsoInPoolsOfOnesOwn() {
    // given
    server.answer("GET", POOL, 200, pool("").replace("karpenter.k8s.aws", "eks.amazonaws.com"));
    // when
    NodePool content = result(pools.observe("web")).pool().orElseThrow();
    // then
    assertThat(content.versions()).isEqualTo(NodePool.Versions.OF_THE_CONTROL_PLANE);
    assertThat(content.kind()).isEqualTo(NodePool.Kind.CUSTOM);
  }

  @Test
  void whatNodesAPoolMakesNowIsToldOfAllThatLaunchAnyForPods() {
    // given
    String requirements =
        "\"weight\":40,\"template\":{\"metadata\":{\"labels\":{\"tier\":\"web\"}},\"spec\":{\"requirements\":["
            + "{\"key\":\"topology.kubernetes.io/zone\",\"operator\":\"In\",\"values\":[\"zone-a\"]}],";
    String web = pool("").replace("\"template\":{\"spec\":{", requirements);
    server.list(
        POOLS,
        "1",
        web,
        web.replace("\"name\":\"web\"", "\"name\":\"fixed\"")
            .replace("\"weight\":40", "\"replicas\":3"),
        web.replace("\"name\":\"web\"", "\"name\":\"broken\"")
            .replace(
                "\"type\":\"Ready\",\"status\":\"True\"",
                "\"type\":\"Ready\",\"status\":\"False\""));
    // when
    Map<String, NodeOffer> offers = result(pools.offers());
    // then
    assertThat(offers)
        .containsOnlyKeys("web")
        .containsValue(
            new NodeOffer(
                Map.of("tier", "web", "karpenter.sh/nodepool", "web"),
                List.of(Requirement.in("topology.kubernetes.io/zone", "zone-a")),
                List.of(new Taint("team", "web", Taint.Effect.NO_SCHEDULE)),
                40));
  }

  @Test
  void aNodeThatIsTaintedOrAskedToGoIsOnItsWayOut() {
    // given
    String going =
        claim("b", NEW, inService())
            .replace(
                "\"uid\":\"uid-b\"", "\"uid\":\"uid-b\",\"deletionTimestamp\":\"" + NEW + "\"");
    server.answer("GET", POOL, 200, pool(""));
    server.list(CLAIMS, "1", claim("a", OLD, drifted()), going, claim("c", NEW, ""));
    server.list(
        NODES, "1", node("a", "{\"key\":\"karpenter.sh/disrupted\",\"effect\":\"NoSchedule\"}"));
    // when
    RolloutGroup group = result(pools.observe("web"));
    // then
    assertThat(group.pool().orElseThrow().claims())
        .extracting(NodeClaim::state)
        .containsExactly(
            NodeClaim.State.DISRUPTED, NodeClaim.State.TERMINATING, NodeClaim.State.LAUNCHING);
    assertThat(group.pace().maxUnavailable()).isEqualTo(Quantity.percent(100));
  }

  @Test
  void pagesThatHaveExpiredAreReadOnceMoreFromTheStart() {
    // given
    server.answer("GET", POOL, 200, pool(""));
    server.page(CLAIMS, "1", "next", claim("a", OLD, inService()));
    server.answer("GET", CLAIMS, 410, Objects.status(410, "Expired", "too old"));
    server.page(CLAIMS, "2", "next", claim("a", OLD, inService()));
    server.list(CLAIMS, "2", claim("b", NEW, inService()));
    // when, then
    assertThat(result(pools.observe("web")).pool().orElseThrow().claims())
        .extracting(NodeClaim::name)
        .containsExactly("a", "b");
  }

  @Test
  void whatIsNotThereIsNamed() {
    // given
    server.answer("GET", "/apis/karpenter.sh", 200, "{\"versions\":[{\"version\":\"v1\"}]}");
    server.list(POOLS, "1", pool("").replace("\"name\":\"web\"", "\"name\":\"other\""));
    // when, then
    assertThat(because(pools.observe("web")))
        .isEqualTo("there is no NodePool web; there are other");
    // given
    server.answer("GET", "/apis/karpenter.sh", 200, "{\"versions\":[{\"version\":\"v1beta1\"}]}");
    // when, then
    assertThat(because(pools.observe("web"))).contains("as v1beta1, and not as v1");
    assertThat(because(pools.observe("web"))).contains("neither Karpenter nor EKS Auto Mode");
  }

  @Test
  void aNodeIsAskedForByAPodOfItsSizeThatStandsBesideNoOther() {
    // given
    givenANodeInService();
    server.list("/api/v1/pods", "1", daemon());
    server.answer("POST", PRIORITY, 201, "{}");
    server.answer("POST", REQUESTS, 201, "{}");
    // when
    Answer<Answer.Done> answer = pools.request("web", "7").toCompletableFuture().join();
    // then
    assertThat(answer).isEqualTo(Answer.done());
    JsonObject priority = sent("POST", PRIORITY);
    assertThat(priority.get("value").getAsInt()).isEqualTo(-1_000_000);
    assertThat(priority.get("preemptionPolicy").getAsString()).isEqualTo("Never");
    JsonObject pod = sent("POST", REQUESTS);
    assertThat(pod.getAsJsonObject("metadata").get("name").getAsString())
        .isEqualTo("evenkeel-headroom-web-7");
    JsonObject spec = pod.getAsJsonObject("spec");
    assertThat(spec.get("terminationGracePeriodSeconds").getAsInt()).isZero();
    assertThat(spec.get("nodeSelector"))
        .isEqualTo(JsonParser.parseString("{\"karpenter.sh/nodepool\":\"web\"}"));
    assertThat(spec.get("tolerations"))
        .isEqualTo(
            JsonParser.parseString(
                """
                [{"key":"team","operator":"Equal","value":"web","effect":"NoSchedule"}]\
                """));
    assertThat(spec.get("affinity").toString())
        .contains("podAntiAffinity", "kubernetes.io/hostname")
        .doesNotContain("nodeAffinity");
    // (3900 - 100) * 0.97, (14 Gi - 1 Gi) * 0.97: what is reckoned is less than what is shown
    assertThat(spec.toString())
        .contains("\"cpu\":\"3686m\"")
        .contains("\"memory\":\"13539884400\"");
  }

  @Test
  void thePodRunsTheImageThatTheCallerNames() {
    // given
    givenANodeInService();
    server.answer("GET", PRIORITY + "/evenkeel-headroom", 200, "{}");
    server.answer("POST", REQUESTS, 201, "{}");
    // when
    try (KarpenterNodePools copies = KarpenterNodePools.on(cluster, "copies/pause:1")) {
      result(copies.request("web", "7"));
    }
    // then
    assertThat(sent("POST", REQUESTS).toString()).contains("\"image\":\"copies/pause:1\"");
    assertThatIllegalArgumentException().isThrownBy(() -> KarpenterNodePools.on(cluster, " "));
  }

  @Test
  void askingTwiceAsksOnce() {
    // given
    givenANodeInService();
    server.answer("GET", PRIORITY + "/evenkeel-headroom", 200, "{}");
    server.answer("POST", REQUESTS, 409, Objects.status(409, "AlreadyExists", "exists"));
    // when, then
    assertThat(pools.request("web", "7").toCompletableFuture().join()).isEqualTo(Answer.done());
    assertThat(server.received("POST", PRIORITY)).isEmpty();
  }

  @Test
  void aNodeIsAskedForThatIsAsLargeAsTheOneWhosePodsItIsFor() {
    // given
    String large =
        claim("b", NEW, inService())
            .replace("m7.large", "m7.4xlarge")
            .replace("3900m", "15")
            .replace("14Gi", "60Gi");
    for (int i = 0; i < 5; i++) {
      server.answer("GET", POOL, 200, pool(""));
      server.list(CLAIMS, "1", claim("a", OLD, inService()), large);
      server.list(
          NODES, "1", node("a", ""), node("b", "").replace("3920m", "16").replace("15Gi", "62Gi"));
      server.answer("GET", PRIORITY + "/evenkeel-headroom", 200, "{}");
      server.answer("POST", REQUESTS, 201, "{}");
    }
    NodeClaim asLargeAs =
        result(pools.observe("web")).pool().orElseThrow().ofNode("node-b").orElseThrow();
    // when
    result(pools.request("web", "1", Optional.of(asLargeAs)));
    result(pools.request("web", "2"));
    // then
    assertThat(server.received("POST", REQUESTS))
        .extracting(request -> request.body().contains("\"cpu\":\"14550m\""))
        .containsExactly(true, false);
  }

  @Test
  void howLargeANodeIsIsFoundOutOnceForManyRequests() {
    // given
    givenANodeInService();
    server.answer("GET", POOL, 200, pool(""));
    for (int i = 0; i < 2; i++) {
      server.answer("GET", PRIORITY + "/evenkeel-headroom", 200, "{}");
      server.answer("POST", REQUESTS, 201, "{}");
    }
    // when
    result(pools.request("web", "1"));
    result(pools.request("web", "2"));
    // then
    assertThat(server.received("GET", "/api/v1/pods")).hasSize(1);
    assertThat(server.received("POST", REQUESTS)).hasSize(2);
  }

  @Test
  void nothingIsAskedForWhereNobodyKnowsHowLargeANodeIs() {
    // given
    server.answer("GET", POOL, 200, pool(""));
    server.answer("GET", POOL, 200, pool(""));
    // when, then
    assertThat(pools.request("web", "7").toCompletableFuture().join())
        .isInstanceOf(Answer.Refused.class);
    assertThat(server.received("POST", REQUESTS)).isEmpty();
  }

  @Test
  void aRequestIsTakenBackUnderItsUidAndIsMissingAfterwards() {
    // given
    String pod = REQUESTS + "/evenkeel-headroom-web-7";
    server.answer("GET", pod, 200, request("7", "node-a", true));
    server.answer("DELETE", pod, 200, "{}");
    // when, then
    assertThat(pools.withdraw("web", "7").toCompletableFuture().join()).isEqualTo(Answer.done());
    assertThat(sent("DELETE", pod).getAsJsonObject("preconditions").get("uid").getAsString())
        .isEqualTo("uid-r-7");
    assertThat(pools.withdraw("web", "7").toCompletableFuture().join())
        .isInstanceOf(Answer.Missing.class);
  }

  @Test
  void thePriorityClassGoesWithTheLastRequestOfAnyPool() {
    // given
    String found = PRIORITY + "/evenkeel-headroom";
    server.list(REQUESTS, "1", request("7", "", false));
    server.answer("GET", found, 200, "{\"metadata\":{\"uid\":\"u\"}}");
    server.answer("DELETE", found, 200, "{}");
    // when, then
    assertThat(pools.tidy("web").toCompletableFuture().join()).isEqualTo(Answer.done());
    assertThat(server.received("DELETE", found)).isEmpty();
    assertThat(pools.tidy("web").toCompletableFuture().join()).isEqualTo(Answer.done());
    assertThat(server.received("DELETE", found)).hasSize(1);
  }

  @Test
  void aClaimIsRemovedOnlyIfItIsStillTheSame() {
    // given
    server.answer("GET", POOL, 200, pool(""));
    server.list(CLAIMS, "1", claim("a", OLD, drifted()));
    NodeClaim claim = result(pools.observe("web")).pool().orElseThrow().claims().get(0);
    server.answer("DELETE", CLAIMS + "/a", 200, "{}");
    server.answer("DELETE", CLAIMS + "/a", 409, Objects.status(409, "Conflict", "other uid"));
    // when, then
    assertThat(pools.remove("web", claim).toCompletableFuture().join()).isEqualTo(Answer.done());
    assertThat(sent("DELETE", CLAIMS + "/a").getAsJsonObject("preconditions"))
        .isEqualTo(JsonParser.parseString("{\"uid\":\"uid-a\"}"));
    assertThat(pools.remove("web", claim).toCompletableFuture().join())
        .isInstanceOf(Answer.Conflict.class);
    assertThat(pools.remove("web", claim).toCompletableFuture().join())
        .isInstanceOf(Answer.Missing.class);
  }

  @Test
  void aRollIsOverOnceNoClaimIsOutdatedOrLeavesAndTheVersionIsThere() {
    // given
    server.answer("GET", POOL, 200, pool(""));
    RolloutTarget target = result(pools.resolve("web", Target.kubernetes("1.36")));
    RolloutOrder order = new RolloutOrder(target, RolloutOrder.UndrainedNodes.KEEP);
    server.answer("GET", POOL, 200, pool(""));
    String roll = result(pools.start("web", order, "token"));
    // when, then
    assertThat(progress(roll, claim("a", OLD, drifted()), node("a", "")))
        .isEqualTo(RolloutState.Stage.IN_PROGRESS);
    assertThat(progress(roll, claim("a", OLD, inService()), node("a", "").replace("1.36", "1.35")))
        .isEqualTo(RolloutState.Stage.IN_PROGRESS);
    assertThat(progress(roll, claim("a", OLD, inService()), node("a", "")))
        .isEqualTo(RolloutState.Stage.SUCCEEDED);
    assertThat(target.kubernetes()).isEqualTo(Optional.of("1.36"));
  }

  @Test
  void whatAClassChoosesIsNotForAPlanToChoose() {
    assertThat(because(pools.resolve("web", Target.image("ami-1"))))
        .contains("cannot be given image ami-1")
        .contains("change the class");
    assertThat(pools.cancel("web", "token").toCompletableFuture().join())
        .isInstanceOf(Answer.Refused.class);
  }

  private RolloutState.Stage progress(String roll, String claim, String node) {
    server.answer("GET", POOL, 200, pool(""));
    server.list(CLAIMS, "1", claim);
    server.list(NODES, "1", node);
    return result(pools.progress("web", roll)).stage();
  }

  private void givenANodeInService() {
    server.answer("GET", POOL, 200, pool(""));
    server.answer("GET", POOL, 200, pool(""));
    server.list(CLAIMS, "1", claim("a", OLD, inService()));
    server.list(NODES, "1", node("a", ""));
  }

  private static String node(String claim, String taint) {
    return Objects.node("node-" + claim, "1")
        .replaceAll("\"taints\":\\[.*?\\]", "\"taints\":[" + taint + "]")
        .replace(",\"nvidia.com/gpu\":\"1\"", "");
  }

  private static String daemon() {
    return """
    {"metadata":{"name":"agent","namespace":"kube-system","ownerReferences":[
      {"apiVersion":"apps/v1","kind":"DaemonSet","name":"agent","controller":true}]},
     "spec":{"containers":[{"resources":{"requests":{"cpu":"100m","memory":"1Gi"}}}]}}\
    """;
  }

  private JsonObject sent(String method, String path) {
    return JsonParser.parseString(server.received(method, path).get(0).body()).getAsJsonObject();
  }

  private static <T> T result(CompletionStage<Answer<T>> stage) {
    Answer<T> answer = stage.toCompletableFuture().join();
    return answer.value().orElseThrow(() -> new AssertionError(answer.toString()));
  }

  private static <T> String because(CompletionStage<Answer<T>> stage) {
    return stage.toCompletableFuture().join().problem().orElseThrow().because();
  }
}
