package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Budget;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.ClusterEvent;
import io.evenkeel.spi.EvictionAnswer;
import io.evenkeel.spi.NodePatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulatedClusterTest {
  private final VirtualTimeline timeline = new VirtualTimeline();
  private final SimulatedCluster cluster = SimulatedCluster.on(timeline);

  @Test
  void podsAreScheduledAndBecomeReady() {
    // given
    threeNodes();

    // when
    cluster.deployment("myapp", d -> d.replicas(10)).daemonSet("agent").settle();

    // then
    assertThat(cluster.podsOf("myapp")).hasSize(10).allMatch(Pod::ready);
    assertThat(cluster.podsOf("agent")).hasSize(3).allMatch(Pod::ready);
    assertThat(cluster.nodes())
        .allSatisfy(node -> assertThat(cluster.podsOn(node.name())).hasSizeBetween(4, 5));
  }

  @Test
  void budgetsGetTheirStatus() {
    // given
    threeNodes();

    // when
    cluster
        .deployment("myapp", d -> d.replicas(10))
        .budget("myapp", b -> b.minAvailable("75%"))
        .settle();

    // then
    Budget.Status status = cluster.budget("myapp").status();
    assertThat(status.desiredHealthy()).isEqualTo(8);
    assertThat(status.currentHealthy()).isEqualTo(10);
    assertThat(status.disruptionsAllowed()).isEqualTo(2);
  }

  @Test
  void anEvictedPodIsReplacedAndItsBudgetPaysUntilTheReplacementIsReady() {
    // given
    threeNodes();
    cluster
        .deployment("myapp", d -> d.replicas(3))
        .budget("myapp", b -> b.maxUnavailable("1"))
        .settle();
    List<Pod> pods = cluster.podsOf("myapp");

    // when
    List<EvictionAnswer> answers = new ArrayList<>();
    evict(pods.get(0), answers);
    evict(pods.get(1), answers);
    timeline.advance(Duration.ofMillis(50));

    // then
    assertThat(answers)
        .satisfiesExactly(
            first -> assertThat(first).isInstanceOf(EvictionAnswer.Accepted.class),
            second -> assertThat(second).isInstanceOf(EvictionAnswer.RefusedByBudget.class));

    // when
    cluster.settle();

    // then
    assertThat(cluster.podsOf("myapp")).hasSize(3).allMatch(Pod::ready).doesNotContain(pods.get(0));
    assertThat(cluster.budget("myapp").status().disruptionsAllowed()).isEqualTo(1);
  }

  @Test
  void watchersAreToldEverythingInTheOrderOfEachKind() {
    // given
    threeNodes();
    List<ClusterEvent> told = new ArrayList<>();
    cluster.client().watch(told::add);
    cluster.settle();
    timeline.advance(Duration.ofSeconds(1));

    // when
    cluster.deployment("myapp", d -> d.replicas(1)).settle();
    timeline.advance(Duration.ofSeconds(1));

    // then
    assertThat(told.get(0)).isInstanceOf(ClusterEvent.Synced.class);
    for (ObjectKind kind : List.of(ObjectKind.POD, ObjectKind.REPLICA_SET, ObjectKind.DEPLOYMENT)) {
      assertThat(told.subList(1, told.size()))
          .filteredOn(event -> ((ClusterEvent.Changed) event).object().key().kind() == kind)
          .isNotEmpty()
          .extracting(event -> version((ClusterEvent.Changed) event))
          .isSorted();
    }
  }

  @Test
  void aMachineThatBootsBecomesANodeAndLeavesWhenItIsGone() {
    // given
    cluster.daemonSet("agent");
    NodeLink link = cluster.nodeLink();

    // when
    link.instanceBooted(machine("i-1"));
    cluster.settle();

    // then
    assertThat(cluster.nodes()).hasSize(1).allMatch(Node::ready);
    assertThat(cluster.pods()).hasSize(1).allMatch(Pod::ready);

    // when
    link.instanceGone("i-1");
    cluster.settle();

    // then
    assertThat(cluster.nodes()).isEmpty();
    assertThat(cluster.pods()).isEmpty();
  }

  @Test
  void aCordonedNodeTakesNoPodsAndLetsThemInAgain() {
    // given
    cluster.node("n1", n -> n.zone("a")).settle();
    cluster.edit().patch("n1", NodePatch.nothing().cordon());

    // when
    cluster.deployment("myapp", d -> d.replicas(2)).settle();

    // then
    assertThat(cluster.podsOf("myapp")).hasSize(2).allMatch(pod -> pod.nodeName().isEmpty());

    // when
    cluster.edit().patch("n1", NodePatch.nothing().uncordon());
    cluster.settle();

    // then
    assertThat(cluster.podsOf("myapp")).hasSize(2).allMatch(Pod::ready);
  }

  @Test
  void equalSeedsHaveEqualHistories() {
    assertThat(historyOf(7)).isEqualTo(historyOf(7)).isNotEqualTo(historyOf(8));
  }

  private static String historyOf(long seed) {
    VirtualTimeline time = new VirtualTimeline();
    SimulatedCluster world = SimulatedCluster.on(time, ClusterSettings.seeded(seed));
    for (int i = 0; i < 5; i++) {
      String zone = "z" + i % 3;
      world.node("n" + i, n -> n.zone(zone));
    }
    world.deployment("myapp", d -> d.replicas(20)).budget("myapp", b -> b.minAvailable("80%"));
    world.statefulSet("db", s -> s.replicas(3).withZonalDisks()).settle();
    return world.history().hash();
  }

  private void threeNodes() {
    cluster.node("n1", n -> n.zone("a")).node("n2", n -> n.zone("b")).node("n3", n -> n.zone("c"));
  }

  private void evict(Pod pod, List<EvictionAnswer> answers) {
    var unused = cluster.client().evict(pod, Optional.empty()).thenAccept(answers::add);
    timeline.advance(Duration.ofMillis(20));
  }

  private static Long version(ClusterEvent.Changed event) {
    return Long.valueOf(event.object().meta().resourceVersion());
  }

  private static BootedInstance machine(String id) {
    return new BootedInstance(
        id,
        "aws:///eu-west-1a/" + id,
        "eu-west-1a",
        "m6i.large",
        "ami-1",
        new TemplateVersion("lt-1", "1"),
        Map.of(),
        BootedInstance.Joining.BECOMES_READY);
  }
}
