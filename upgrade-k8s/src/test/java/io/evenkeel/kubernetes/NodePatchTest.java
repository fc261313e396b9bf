package io.evenkeel.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.evenkeel.model.Meta;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Resources;
import io.evenkeel.model.Taint;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.NodePatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NodePatchTest {
  private static final String NODE = "/api/v1/nodes/n1";
  private static final Taint OURS = new Taint("ours", "x", Taint.Effect.PREFER_NO_SCHEDULE);

  private final StubApiServer server = new StubApiServer();
  private final KubernetesCluster cluster = server.client();

  @AfterEach
  void stop() {
    cluster.close();
    server.close();
  }

  @Test
  void changesLabelsAnnotationsAndCordonUnderTheUidAlone() {
    // given
    server.answer("GET", NODE, 200, Objects.node("n1", "99"));
    server.answer("PATCH", NODE, 200, Objects.node("n1", "100"));
    // when
    Answer<Node> answer =
        patch(NodePatch.nothing().cordon().label("a", "1").removeLabel("b").annotate("c", "2"));
    // then
    assertThat(answer.value()).map(node -> node.meta().resourceVersion()).contains("100");
    assertThat(answer.value()).map(Node::csiDrivers).contains(List.of("ebs.csi.aws.com"));
    StubApiServer.Received sent = server.received("PATCH", NODE).get(0);
    assertThat(sent.contentType()).startsWith("application/merge-patch+json");
    assertThat(JsonParser.parseString(sent.body()))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"metadata":{"uid":"uid-n1","labels":{"b":null,"a":"1"},"annotations":{"c":"2"}},
                 "spec":{"unschedulable":true}}"""));
  }

  @Test
  void replacesTheTaintsAsAWholeUnderTheObservedVersion() {
    // given
    server.answer("GET", NODE, 200, Objects.node("n1", "7"));
    server.answer("PATCH", NODE, 200, Objects.node("n1", "8"));
    // when
    patch(NodePatch.nothing().addTaint(OURS));
    // then
    assertThat(JsonParser.parseString(server.received("PATCH", NODE).get(0).body()))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"metadata":{"uid":"uid-n1","resourceVersion":"7"},
                 "spec":{"taints":[
                   {"key":"theirs","effect":"NoExecute","timeAdded":"2026-01-01T00:00:00Z"},
                   {"key":"ours","value":"x","effect":"PreferNoSchedule"}]}}"""));
  }

  @Test
  void writesNoTaintOnANodeThatHasChanged() {
    // given
    server.answer("GET", NODE, 200, Objects.node("n1", "8"));
    // when
    Answer<Node> answer = patch(NodePatch.nothing().addTaint(OURS));
    // then
    assertThat(answer).isInstanceOf(Answer.Conflict.class);
    assertThat(server.received("PATCH", NODE)).isEmpty();
  }

  @Test
  void writesNothingOnAnotherNodeOfThatName() {
    // given
    server.answer("GET", NODE, 200, Objects.node("n1", "7").replace("uid-n1", "uid-other"));
    server.answer("GET", NODE, 200, Objects.node("n1", "7").replace("i-n1", "i-other"));
    // when
    Answer<Node> otherUid = patch(NodePatch.nothing().cordon());
    Answer<Node> otherMachine = patch(NodePatch.nothing().cordon());
    // then
    assertThat(otherUid).isInstanceOf(Answer.Conflict.class);
    assertThat(otherMachine).isInstanceOf(Answer.Conflict.class);
    assertThat(server.received("PATCH", NODE)).isEmpty();
  }

  @Test
  void tellsWhatStoodInTheWay() {
    // given
    for (int i = 0; i < 5; i++) {
      server.answer("GET", NODE, 200, Objects.node("n1", "7"));
    }
    server.answer("PATCH", NODE, 409, Objects.status(409, "Conflict", "modified"));
    server.answer("PATCH", NODE, 422, Objects.status(422, "Invalid", "metadata.uid: immutable"));
    server.answer("PATCH", NODE, 403, Objects.status(403, "Forbidden", "not you"));
    server.answer("PATCH", NODE, 429, "2", Objects.status(429, "TooManyRequests", "busy"));
    server.answer("PATCH", NODE, 503, Objects.status(503, "ServiceUnavailable", "away"));
    NodePatch patch = NodePatch.nothing().cordon();
    // when, then
    assertThat(patch(patch)).isInstanceOf(Answer.Conflict.class);
    assertThat(patch(patch)).isInstanceOf(Answer.Conflict.class);
    assertThat(patch(patch)).isEqualTo(new Answer.Denied<>("patch nodes", "not you (HTTP 403)"));
    assertThat(patch(patch)).isInstanceOf(Answer.Throttled.class);
    assertThat(patch(patch)).isInstanceOf(Answer.Unknown.class);
    assertThat(patch(patch)).isInstanceOf(Answer.Missing.class);
  }

  private Answer<Node> patch(NodePatch patch) {
    return cluster.patch(observed(), patch).toCompletableFuture().join();
  }

  private static Node observed() {
    ObjectKey key = ObjectKey.clusterScoped(ObjectKind.NODE, "n1");
    return new Node(
        Meta.of(key, "uid-n1", Instant.EPOCH).withVersion("7"),
        Optional.of("aws:///zone-a/i-n1"),
        false,
        List.of(),
        Map.of(),
        Resources.NONE,
        "v1.36.3",
        List.of("ebs.csi.aws.com"));
  }
}
