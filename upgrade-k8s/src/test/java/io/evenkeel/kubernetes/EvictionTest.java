package io.evenkeel.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.evenkeel.model.Meta;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Placement;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Resources;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.EvictionAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EvictionTest {
  private static final String POD = "/api/v1/namespaces/default/pods/web-1";
  private static final String EVICTION = POD + "/eviction";

  private final StubApiServer server = new StubApiServer();
  private final KubernetesCluster cluster = server.client();

  @AfterEach
  void stop() {
    cluster.close();
    server.close();
  }

  @Test
  void isAcceptedWithAStatusOfCreated() {
    // given
    server.answer("POST", EVICTION, 201, "{\"kind\":\"Status\",\"status\":\"Success\"}");
    // when
    EvictionAnswer answer = evict();
    // then
    assertThat(answer).isEqualTo(new EvictionAnswer.Accepted());
    assertThat(JsonParser.parseString(server.received("POST", EVICTION).get(0).body()))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"apiVersion":"policy/v1","kind":"Eviction",
                 "metadata":{"name":"web-1","namespace":"default"},
                 "deleteOptions":{"apiVersion":"v1","kind":"DeleteOptions",
                   "preconditions":{"uid":"uid-web-1"}}}"""));
  }

  @Test
  void carriesAGraceOfAtLeastASecond() {
    // given
    server.answer("POST", EVICTION, 201, "{}");
    // when
    cluster.evict(pod(), Optional.of(Duration.ZERO)).toCompletableFuture().join();
    // then
    assertThat(server.received("POST", EVICTION).get(0).body())
        .contains("\"gracePeriodSeconds\":1");
  }

  @Test
  void isRefusedByABudgetThatItNames() {
    // given
    server.answer(
        "POST",
        EVICTION,
        429,
        Objects.status(
            429,
            "Cannot evict pod as it would violate the pod's disruption budget.",
            "DisruptionBudget",
            "The disruption budget web needs 8 healthy pods and has 8 currently",
            0));
    // when
    EvictionAnswer answer = evict();
    // then
    assertThat(answer)
        .isEqualTo(
            new EvictionAnswer.RefusedByBudget(
                "web",
                Optional.empty(),
                "The disruption budget web needs 8 healthy pods and has 8 currently"));
  }

  @Test
  void isRefusedForAWhileByABudgetThatIsNotYetObserved() {
    // given
    String words = "The disruption budget web is still being processed by the server.";
    server.answer(
        "POST", EVICTION, 429, Objects.status(429, "wait", "DisruptionBudget", words, 10));
    // when
    EvictionAnswer answer = evict();
    // then
    assertThat(answer)
        .isEqualTo(
            new EvictionAnswer.RefusedByBudget("web", Optional.of(Duration.ofSeconds(10)), words));
  }

  @Test
  void isThrottledByABusyServerAndSentOnce() {
    // given
    server.answer("POST", EVICTION, 429, "3", Objects.status(429, "TooManyRequests", "busy"));
    // when
    EvictionAnswer answer = evict();
    // then
    assertThat(answer)
        .isEqualTo(new EvictionAnswer.Throttled(Duration.ofSeconds(3), "busy (HTTP 429)"));
    assertThat(server.received("POST", EVICTION)).hasSize(1);
  }

  @Test
  void isMisconfiguredWhenSeveralBudgetsCoverThePod() {
    // given
    server.answer(
        "POST",
        EVICTION,
        500,
        Objects.status(
            500,
            "InternalError",
            "This pod has more than one PodDisruptionBudget, which the eviction subresource does"
                + " not support."));
    server.list(
        "/apis/policy/v1/namespaces/default/poddisruptionbudgets",
        "1",
        Objects.budget("web", "1", 1),
        Objects.budget("all", "1", 1));
    // when
    EvictionAnswer answer = evict();
    // then
    assertThat(((EvictionAnswer.Misconfigured) answer).budgets()).containsExactly("all", "web");
  }

  @Test
  void isForbiddenNamingThePermission() {
    // given
    server.answer("POST", EVICTION, 403, Objects.status(403, "Forbidden", "user x cannot create"));
    // when
    EvictionAnswer answer = evict();
    // then
    assertThat(((EvictionAnswer.Forbidden) answer).permission())
        .isEqualTo("create pods/eviction in namespace default");
  }

  @Test
  void isGoneWhenThePodOrItsUidIs() {
    // given
    server.answer("POST", EVICTION, 404, Objects.status(404, "NotFound", "pods web-1 not found"));
    server.answer(
        "POST",
        EVICTION,
        409,
        Objects.status(
            409, "Conflict", "Precondition failed: UID in precondition: a, UID in object meta: b"));
    // when
    EvictionAnswer first = evict();
    EvictionAnswer second = evict();
    // then
    assertThat(first).isEqualTo(new EvictionAnswer.Gone());
    assertThat(second).isEqualTo(new EvictionAnswer.Gone());
  }

  @Test
  void failsWithAnOpenOutcomeOnTimeoutsAndBrokenLines() {
    // given
    server.answer("POST", EVICTION, 504, Objects.status(504, "Timeout", "took too long"));
    EvictionAnswer timeout = evict();
    server.close();
    // when
    EvictionAnswer broken = evict();
    // then
    assertThat(timeout).isEqualTo(new EvictionAnswer.Failed("took too long (HTTP 504)"));
    assertThat(broken).isInstanceOf(EvictionAnswer.Failed.class);
    assertThat(server.received("POST", EVICTION)).hasSize(1);
  }

  @Test
  void deletesOnlyThatUidAndNeverWithoutGrace() {
    // given
    server.answer("DELETE", POD, 200, Objects.pod("web-1", "9", "n1", true));
    server.answer("DELETE", POD, 409, Objects.status(409, "Conflict", "UID in precondition"));
    // when
    Answer<Answer.Done> first = delete();
    Answer<Answer.Done> second = delete();
    // then
    assertThat(first).isEqualTo(Answer.done());
    assertThat(second).isInstanceOf(Answer.Missing.class);
    assertThat(server.received("DELETE", POD).get(0).body())
        .contains("\"uid\":\"uid-web-1\"")
        .contains("\"gracePeriodSeconds\":1");
  }

  private EvictionAnswer evict() {
    return cluster.evict(pod(), Optional.empty()).toCompletableFuture().join();
  }

  private Answer<Answer.Done> delete() {
    return cluster.delete(pod(), Duration.ZERO).toCompletableFuture().join();
  }

  private static Pod pod() {
    ObjectKey key = new ObjectKey(ObjectKind.POD, "default", "web-1");
    return new Pod(
        Meta.of(key, "uid-web-1", Instant.EPOCH).withLabels(Map.of("app", "web")),
        Optional.of("n1"),
        Pod.Phase.RUNNING,
        Optional.of(Instant.EPOCH),
        Optional.empty(),
        Duration.ofSeconds(30),
        Resources.NONE,
        Placement.ANYWHERE,
        0,
        "",
        false);
  }
}
