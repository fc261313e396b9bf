package io.evenkeel.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Meta;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Permission;
import io.evenkeel.spi.Rescale;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AccessTest {
  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
  private static final String SCALE = "/apis/apps/v1/namespaces/default/deployments/web";

  private final StubApiServer server = new StubApiServer();
  private final KubernetesCluster cluster = server.client();

  @AfterEach
  void stop() {
    cluster.close();
    server.close();
  }

  @Test
  void findsThePermissionsThatAreMissing() {
    // given
    Permission evict = Permission.of("create", "", "pods/eviction");
    Permission lease = new Permission("update", "coordination.k8s.io", "leases", "kube-system");
    server.answer("POST", REVIEWS, 201, "{\"status\":{\"allowed\":false,\"reason\":\"no\"}}");
    server.answer("POST", REVIEWS, 201, "{\"status\":{\"allowed\":true}}");
    // when
    Answer<List<Permission>> missing =
        cluster.missingPermissions(List.of(evict, lease)).toCompletableFuture().join();
    // then
    assertThat(missing).isEqualTo(Answer.ok(List.of(evict)));
    assertThat(server.received("POST", REVIEWS))
        .extracting(StubApiServer.Received::body)
        .satisfiesExactly(
            first ->
                assertThat(first).contains("\"resource\":\"pods\"", "\"subresource\":\"eviction\""),
            second -> assertThat(second).contains("\"namespace\":\"kube-system\""));
  }

  @Test
  void asksForTheLeaseInTheNamespaceWhereItIsKept() {
    // given
    Permission lease = new Permission("update", "coordination.k8s.io", "leases", "kube-system");
    server.answer("POST", REVIEWS, 201, "{\"status\":{\"allowed\":false}}");
    // when
    Answer<List<Permission>> missing;
    try (KubernetesCluster moved =
        server.client(ClusterOptions.defaults().withLeaseNamespace("upgrades"))) {
      missing = moved.missingPermissions(List.of(lease)).toCompletableFuture().join();
    }
    // then
    assertThat(missing)
        .isEqualTo(
            Answer.ok(
                List.of(new Permission("update", "coordination.k8s.io", "leases", "upgrades"))));
    assertThat(server.received("POST", REVIEWS))
        .singleElement()
        .extracting(StubApiServer.Received::body)
        .asString()
        .contains("\"namespace\":\"upgrades\"");
  }

  @Test
  void tellsTheVersionThatTheServerSpeaks() {
    // given
    server.answer("GET", "/version", 200, "{\"major\":\"1\",\"minor\":\"34+\"}");
    server.answer(
        "GET",
        "/version",
        200,
        "{\"major\":\"1\",\"minor\":\"36\",\"emulationMajor\":\"1\",\"emulationMinor\":\"35\"}");
    // when, then
    assertThat(version()).isEqualTo(Answer.ok("1.34"));
    assertThat(version()).isEqualTo(Answer.ok("1.35"));
  }

  @Test
  void scalesADeploymentFromWhatItWants() {
    // given
    server.answer("GET", SCALE, 200, scale(3));
    server.answer("PATCH", SCALE, 200, scale(4));
    server.answer("GET", SCALE, 200, scale(5));
    // when
    Answer<Answer.Done> done = scale(ObjectKind.DEPLOYMENT, 3, 4);
    Answer<Answer.Done> moved = scale(ObjectKind.DEPLOYMENT, 3, 4);
    Answer<Answer.Done> unfit = scale(ObjectKind.STATEFUL_SET, 3, 4);
    // then
    assertThat(done).isEqualTo(Answer.done());
    assertThat(moved).isInstanceOf(Answer.Conflict.class);
    assertThat(unfit).isInstanceOf(Answer.Refused.class);
    assertThat(server.received("PATCH", SCALE))
        .singleElement()
        .extracting(StubApiServer.Received::body)
        .asString()
        .contains("\"resourceVersion\":\"11\"", "\"replicas\":4");
  }

  @Test
  void failsACallAfterClosing() {
    // given
    cluster.close();
    // when, then
    Assertions.assertThatThrownBy(this::version)
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("closed");
  }

  private Answer<String> version() {
    return cluster.serverVersion().toCompletableFuture().join();
  }

  private Answer<Answer.Done> scale(ObjectKind kind, int from, int to) {
    ObjectKey key = new ObjectKey(kind, "default", "web");
    Workload observed =
        new Workload(
            Meta.of(key, "uid-web", Instant.EPOCH),
            LabelSelector.EVERYTHING,
            from,
            from,
            Optional.empty());
    return cluster.scale(observed, Rescale.of(from, to)).toCompletableFuture().join();
  }

  private static String scale(int replicas) {
    return """
    {"apiVersion":"apps/v1","kind":"Deployment",
     "metadata":{"name":"web","namespace":"default","uid":"uid-web","resourceVersion":"11"},
     "spec":{"replicas":%d},"status":{"replicas":%d}}\
    """
        .formatted(replicas, replicas);
  }
}
