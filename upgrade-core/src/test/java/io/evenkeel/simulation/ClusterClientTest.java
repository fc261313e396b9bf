package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Taint;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ClusterEvent;
import io.evenkeel.spi.LeaseRecord;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.Permission;
import io.evenkeel.spi.Rescale;
import io.evenkeel.spi.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterClientTest extends ClusterFixture {
  private static final Taint TAINT = new Taint("a", "", Taint.Effect.PREFER_NO_SCHEDULE);

  @Test
  void aPatchOfTaintsConflictsWhenTheNodeHasChanged() {
    // given
    threeNodes();
    cluster.settle();
    Node observed = cluster.node("n1");
    cluster.edit().patch("n1", NodePatch.nothing().label("somebody", "else"));

    // when
    Answer<Node> taints = patch(observed, NodePatch.nothing().addTaint(TAINT));
    Answer<Node> cordon = patch(observed, NodePatch.nothing().cordon());

    // then
    assertThat(taints).isInstanceOf(Answer.Conflict.class);
    assertThat(cordon.value())
        .hasValueSatisfying(node -> assertThat(node.unschedulable()).isTrue());
  }

  @Test
  void aPatchOfANodeThatHasGoneIsAnswered() {
    // given
    threeNodes();
    cluster.settle();
    Node observed = cluster.node("n1");
    cluster.edit().remove(observed.key());

    // when / then
    assertThat(patch(observed, NodePatch.nothing().cordon())).isInstanceOf(Answer.Missing.class);
  }

  @Test
  void aLeaseIsWrittenByCompareAndSet() {
    // given
    LeaseRecord mine = lease("me");
    LeaseRecord written = answerOf(cluster.client().writeLease(mine)).value().orElseThrow();

    // when / then
    assertThat(answerOf(cluster.client().writeLease(lease("you"))))
        .isInstanceOf(Answer.Conflict.class);
    assertThat(answerOf(cluster.client().writeLease(written.renewed(timeline.now()))).value())
        .isPresent();
    assertThat(answerOf(cluster.client().readLease("run")).value())
        .hasValueSatisfying(lease -> assertThat(lease.holder()).isEqualTo("me"));
    assertThat(answerOf(cluster.client().readLease("other"))).isInstanceOf(Answer.Missing.class);
  }

  @Test
  void scalingNeedsTheNumberThatWasSeen() {
    // given
    threeNodes();
    cluster.deployment("myapp", d -> d.replicas(2)).settle();
    Workload observed = deployment();

    // when / then
    assertThat(answerOf(cluster.client().scale(observed, Rescale.of(3, 4))))
        .isInstanceOf(Answer.Conflict.class);
    assertThat(answerOf(cluster.client().scale(observed, Rescale.of(2, 3))).value()).isPresent();
    cluster.settle();
    assertThat(cluster.podsOf("myapp")).hasSize(3);
  }

  @Test
  void deniedPermissionsAreMissing() {
    // given
    Permission patchNodes = Permission.of("patch", "", "nodes");
    Permission watchPods = Permission.of("watch", "", "pods");
    cluster.deny(patchNodes);

    // when
    Answer<List<Permission>> missing =
        answerOf(cluster.client().missingPermissions(List.of(watchPods, patchNodes)));

    // then
    assertThat(missing.value()).contains(List.of(patchNodes));
  }

  @Test
  void aBrokenWatchStartsAnewWithEverything() {
    // given
    threeNodes();
    List<ClusterEvent> told = new ArrayList<>();
    cluster.client().watch(told::add);
    timeline.advance(seconds(1));
    told.clear();

    // when
    cluster.interruptWatches(seconds(5));
    cluster.edit().patch("n1", NodePatch.nothing().cordon());
    timeline.advance(seconds(10));

    // then
    assertThat(told.get(0)).isInstanceOf(ClusterEvent.Interrupted.class);
    assertThat(told.get(1))
        .isInstanceOfSatisfying(
            ClusterEvent.Synced.class,
            synced -> assertThat(synced.snapshot().nodes().get(0).unschedulable()).isTrue());
  }

  @Test
  void aClosedWatchIsToldNothingMore() {
    // given
    List<ClusterEvent> told = new ArrayList<>();
    Subscription watch = cluster.client().watch(told::add);
    timeline.advance(seconds(1));

    // when
    watch.close();
    threeNodes();
    timeline.advance(seconds(1));

    // then
    assertThat(told).hasSize(1);
  }

  private Answer<Node> patch(Node observed, NodePatch patch) {
    return answerOf(cluster.client().patch(observed, patch));
  }

  private Workload deployment() {
    return cluster.workloads().stream()
        .filter(workload -> workload.kind() == ObjectKind.DEPLOYMENT)
        .findFirst()
        .orElseThrow();
  }

  private LeaseRecord lease(String holder) {
    return new LeaseRecord(
        "run", holder, timeline.now(), timeline.now(), seconds(15), 0, Map.of(), "");
  }
}
