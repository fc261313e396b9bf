package io.evenkeel.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.LeaseRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LeaseTest {
  private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/upgrades/leases";
  private static final String LEASE = LEASES + "/evenkeel";
  private static final Instant THEN = Instant.parse("2026-03-04T05:06:07Z");
  private static final String STORED =
      """
      {"apiVersion":"coordination.k8s.io/v1","kind":"Lease",
       "metadata":{"name":"evenkeel","namespace":"upgrades","resourceVersion":"5","uid":"u",
         "annotations":{"evenkeel.io/run":"r-1","evenkeel.io/old":"x","theirs/kept":"yes"}},
       "spec":{"holderIdentity":"us","acquireTime":"2026-03-04T05:06:07.000000Z",
         "renewTime":"2026-03-04T05:06:08.500000Z","leaseDurationSeconds":30,
         "leaseTransitions":2,"newField":true}}""";

  private final StubApiServer server = new StubApiServer();
  private final KubernetesCluster cluster =
      server.client(ClusterOptions.defaults().withLeaseNamespace("upgrades"));

  @AfterEach
  void stop() {
    cluster.close();
    server.close();
  }

  @Test
  void isReadWithItsData() {
    // given
    server.answer("GET", LEASE, 503, Objects.status(503, "ServiceUnavailable", "starting"));
    server.answer("GET", LEASE, 200, STORED);
    // when
    Answer<LeaseRecord> answer = cluster.readLease("evenkeel").toCompletableFuture().join();
    // then
    assertThat(answer)
        .isEqualTo(
            Answer.ok(
                new LeaseRecord(
                    "evenkeel",
                    "us",
                    THEN,
                    THEN.plusMillis(1500),
                    Duration.ofSeconds(30),
                    2,
                    Map.of("run", "r-1", "old", "x"),
                    "5")));
  }

  @Test
  void isMissingWhereThereIsNone() {
    assertThat(cluster.readLease("evenkeel").toCompletableFuture().join())
        .isInstanceOf(Answer.Missing.class);
  }

  @Test
  void isCreatedWithMicroseconds() {
    // given
    server.answer("POST", LEASES, 201, STORED);
    // when
    write(lease("").withVersion(""));
    // then
    JsonObject sent = sent("POST", LEASES);
    assertThat(sent.getAsJsonObject("spec"))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"holderIdentity":"us","acquireTime":"2026-03-04T05:06:07.000000Z",
                 "renewTime":"2026-03-04T05:06:07.000000Z","leaseDurationSeconds":30,
                 "leaseTransitions":3}"""));
    assertThat(sent.getAsJsonObject("metadata").has("resourceVersion")).isFalse();
  }

  @Test
  void isReplacedUnderItsVersionAndKeepsWhatOthersWroteOnIt() {
    // given
    server.answer("GET", LEASE, 200, STORED);
    server.answer("PUT", LEASE, 200, STORED.replace("\"5\"", "\"6\""));
    // when
    Answer<LeaseRecord> answer = write(lease("5"));
    // then
    assertThat(answer.value()).map(LeaseRecord::version).contains("6");
    JsonObject metadata = sent("PUT", LEASE).getAsJsonObject("metadata");
    assertThat(metadata.get("resourceVersion").getAsString()).isEqualTo("5");
    assertThat(metadata.get("annotations"))
        .isEqualTo(JsonParser.parseString("{\"evenkeel.io/run\":\"r-2\",\"theirs/kept\":\"yes\"}"));
  }

  @Test
  void conflictsWhenAnotherHasWrittenItOrItIsGone() {
    // given
    server.answer("GET", LEASE, 200, STORED);
    server.answer("POST", LEASES, 409, Objects.status(409, "AlreadyExists", "exists"));
    // when, then
    assertThat(write(lease("4"))).isInstanceOf(Answer.Conflict.class);
    assertThat(write(lease("4"))).isInstanceOf(Answer.Conflict.class);
    assertThat(write(lease(""))).isInstanceOf(Answer.Conflict.class);
    assertThat(server.received("PUT", LEASE)).isEmpty();
  }

  private Answer<LeaseRecord> write(LeaseRecord lease) {
    return cluster.writeLease(lease).toCompletableFuture().join();
  }

  private JsonObject sent(String method, String path) {
    return JsonParser.parseString(server.received(method, path).get(0).body()).getAsJsonObject();
  }

  private static LeaseRecord lease(String version) {
    return new LeaseRecord(
        "evenkeel", "us", THEN, THEN, Duration.ofSeconds(30), 3, Map.of("run", "r-2"), version);
  }
}
