package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Node;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.EvictionAnswer;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.Permission;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterFaultsTest extends ClusterFixture {
  private static final Permission PATCH = Permission.of("patch", "", "nodes");
  private static final Permission EVICT = Permission.of("create", "", "pods/eviction");

  @BeforeEach
  void aSmallCluster() {
    threeNodes();
    cluster.deployment("myapp", d -> d.replicas(3)).settle();
  }

  @Test
  void aLostAnswerLeavesTheEffect() {
    // given
    cluster.faults().loseAnswers(PATCH, 1);

    // when / then
    assertThat(answerOf(cordon())).isInstanceOf(Answer.Unknown.class);
    assertThat(cluster.node("n1").unschedulable()).isTrue();
  }

  @Test
  void aLostRequestHasNoEffectAndTheNextOneIsServed() {
    // given
    cluster.faults().loseRequests(PATCH, 1);

    // when / then
    assertThat(answerOf(cordon())).isInstanceOf(Answer.Unknown.class);
    assertThat(cluster.node("n1").unschedulable()).isFalse();
    assertThat(answerOf(cordon()).value()).isPresent();
  }

  @Test
  void aThrottledEvictionSaysNothingAboutBudgets() {
    // given
    cluster.faults().throttle(EVICT, 1, seconds(3));

    // when / then
    assertThat(evict(firstPodOf("myapp")))
        .isEqualTo(new EvictionAnswer.Throttled(seconds(3), "too many requests"));
  }

  @Test
  void aCallMayNeverBeAnswered() {
    // given
    cluster.faults().neverAnswer(PATCH, 1);

    // when
    CompletionStage<Answer<Node>> answer = cordon();
    timeline.advance(seconds(3600));

    // then
    assertThat(answer.toCompletableFuture()).isNotDone();
    assertThat(cluster.node("n1").unschedulable()).isTrue();
  }

  @Test
  void aRequestMayArriveLongAfterItsSenderHasGivenItUp() {
    // given
    cluster.faults().delayRequests(PATCH, 1, seconds(100));

    // when
    CompletionStage<Answer<Node>> answer = cordon();
    timeline.advance(seconds(99));

    // then
    assertThat(cluster.node("n1").unschedulable()).isFalse();

    // when
    timeline.advance(seconds(2));

    // then
    assertThat(cluster.node("n1").unschedulable()).isTrue();
    assertThat(answer.toCompletableFuture()).isCompleted();
  }

  @Test
  void aConflictLeavesEverythingAsItIs() {
    // given
    cluster.faults().conflict(PATCH, 1);

    // when / then
    assertThat(answerOf(cordon())).isInstanceOf(Answer.Conflict.class);
    assertThat(cluster.node("n1").unschedulable()).isFalse();
  }

  @Test
  void allWritesMayFailForAWhile() {
    // given
    cluster.faults().during(seconds(60), call -> true, new ClusterFault.LoseRequest());

    // when / then
    assertThat(answerOf(cordon())).isInstanceOf(Answer.Unknown.class);
    timeline.advance(seconds(60));
    assertThat(answerOf(cordon()).value()).isPresent();
  }

  @Test
  void aSilentNodeLosesItsPodsAfterFiveMinutesAndMayComeBackBefore() {
    // given
    cluster.edit().silence("n1");
    assertThat(cluster.node("n1").ready()).isFalse();
    assertThat(cluster.podsOn("n1")).noneMatch(pod -> pod.ready());

    // when
    cluster.edit().hearAgain("n1");

    // then
    assertThat(cluster.podsOn("n1")).isNotEmpty().allMatch(pod -> pod.ready());

    // when
    cluster.edit().silence("n1");
    timeline.advance(seconds(400));

    // then
    assertThat(cluster.podsOf("myapp").stream().filter(pod -> pod.ready())).hasSize(3);
  }

  private CompletionStage<Answer<Node>> cordon() {
    return cluster.client().patch(cluster.node("n1"), NodePatch.nothing().cordon());
  }
}
