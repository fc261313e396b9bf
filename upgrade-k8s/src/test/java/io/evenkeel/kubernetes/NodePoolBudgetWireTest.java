package io.evenkeel.kubernetes;

import static io.evenkeel.kubernetes.KarpenterObjects.POOL;
import static io.evenkeel.kubernetes.KarpenterObjects.pool;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.evenkeel.Quantity;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.RolloutPace;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class NodePoolBudgetWireTest {
  private static final String THEIRS =
      "{\"nodes\":\"10%\"},{\"nodes\":\"0\",\"schedule\":\"@daily\",\"duration\":\"1h\",\"new\":1}";
  private static final String OURS = "{\"nodes\":\"2\"}";
  private static final String NOTE =
      "\"annotations\":{\"evenkeel.io/budget\":\"{\\\\\"nodes\\\\\":\\\\\"2\\\\\"}\",";

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
  void oneBudgetIsAddedToThoseOfOthersUnderTheVersionThatWasRead() {
    // given
    server.answer("GET", POOL, 200, pool(THEIRS));
    server.answer("PATCH", POOL, 200, "{}");
    // when, then
    assertThat(pace(Quantity.nodes(2))).isEqualTo(Answer.done());
    assertThat(sent())
        .isEqualTo(
            JsonParser.parseString(
                """
                {"metadata":{"uid":"uid-web","resourceVersion":"7",
                  "annotations":{"evenkeel.io/budget":"{\\"nodes\\":\\"2\\"}"}},
                 "spec":{"disruption":{"budgets":[%s,%s]}}}\
                """
                    .formatted(THEIRS, OURS)));
  }

  @Test
  void whatWasSetBeforeIsGivenBackExactly() {
    // given
    server.answer("GET", POOL, 200, noted(THEIRS + "," + OURS));
    server.answer("PATCH", POOL, 200, "{}");
    // when, then
    assertThat(pace(Quantity.percent(10))).isEqualTo(Answer.done());
    assertThat(sent())
        .isEqualTo(
            JsonParser.parseString(
                """
                {"metadata":{"uid":"uid-web","resourceVersion":"7",
                  "annotations":{"evenkeel.io/budget":null}},
                 "spec":{"disruption":{"budgets":[%s]}}}\
                """
                    .formatted(THEIRS)));
  }

  @Test
  void nothingIsWrittenWhereItWouldNotTightenOrIsThereAlready() {
    // given
    server.answer("GET", POOL, 200, pool(THEIRS));
    server.answer("GET", POOL, 200, pool(THEIRS));
    server.answer("GET", POOL, 200, noted(THEIRS + "," + OURS));
    // when, then
    assertThat(pace(Quantity.percent(10))).isEqualTo(Answer.done());
    assertThat(pace(Quantity.percent(25))).isEqualTo(Answer.done());
    assertThat(pace(Quantity.nodes(2))).isEqualTo(Answer.done());
    assertThat(server.received("PATCH", POOL)).isEmpty();
  }

  @Test
  void aBudgetThatSomebodyTookAwayIsNotPutThereAgainAndItsNoteGoes() {
    // given
    server.answer("GET", POOL, 200, noted(THEIRS));
    server.answer("GET", POOL, 200, noted(THEIRS));
    server.answer("PATCH", POOL, 200, "{}");
    // when, then
    assertThat(pace(Quantity.nodes(2))).isInstanceOf(Answer.Conflict.class);
    assertThat(server.received("PATCH", POOL)).isEmpty();
    assertThat(pace(Quantity.percent(10))).isEqualTo(Answer.done());
    assertThat(sent().toString()).contains("\"evenkeel.io/budget\":null");
  }

  @Test
  void somebodyElsesWriteMeanwhileIsAConflict() {
    // given
    server.answer("GET", POOL, 200, pool(THEIRS));
    server.answer("PATCH", POOL, 409, Objects.status(409, "Conflict", "modified"));
    // when, then
    assertThat(pace(Quantity.nodes(2))).isInstanceOf(Answer.Conflict.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"argocd.argoproj.io/tracking-id\":\"x\"",
        "\"kustomize.toolkit.fluxcd.io/name\":\"x\"",
        "\"helm.toolkit.fluxcd.io/name\":\"x\"",
        "\"meta.helm.sh/release-name\":\"x\""
      })
  void aPoolThatIsWrittenFromElsewhereIsLeftAlone(String mark) {
    // given
    server.answer(
        "GET",
        POOL,
        200,
        pool(THEIRS).replace("\"annotations\":{", "\"annotations\":{" + mark + ","));
    // when, then
    assertThat(pace(Quantity.nodes(2))).isInstanceOf(Answer.Refused.class);
    assertThat(server.received("PATCH", POOL)).isEmpty();
  }

  @Test
  void aPoolOfTheCloudsOwnIsLeftAlone() {
    // given
    String builtIn =
        pool(THEIRS)
            .replace("\"name\":\"web\",\"uid\"", "\"name\":\"general-purpose\",\"uid\"")
            .replace("karpenter.k8s.aws", "eks.amazonaws.com")
            .replace(
                "\"kind\":\"EC2NodeClass\",\"name\":\"web\"",
                "\"kind\":\"NodeClass\",\"name\":\"default\"");
    server.answer("GET", POOL, 200, builtIn);
    // when, then
    assertThat(pace(Quantity.nodes(2)))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused ->
                assertThat(refused.because()).contains("general-purpose is the cloud's own"));
  }

  private Answer<Answer.Done> pace(Quantity nodes) {
    RolloutPace pace = new RolloutPace(nodes, RolloutPace.Capacity.SURGE);
    return pools.pace("web", pace).toCompletableFuture().join();
  }

  private JsonElement sent() {
    List<StubApiServer.Received> patches = server.received("PATCH", POOL);
    assertThat(patches).hasSize(1);
    assertThat(patches.get(0).contentType()).startsWith("application/merge-patch+json");
    return JsonParser.parseString(patches.get(0).body());
  }

  private static String noted(String budgets) {
    return pool(budgets).replaceFirst("\"annotations\":\\{", NOTE);
  }
}
