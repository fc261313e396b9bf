package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeTerm;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodAffinity;
import io.evenkeel.model.Requirement;
import io.evenkeel.model.Taint;
import io.evenkeel.model.Toleration;
import io.evenkeel.model.TopologySpread;
import io.evenkeel.spi.NodePatch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pods land where the real scheduler would put them. */
class SchedulingTest extends ClusterFixture {

  @Test
  void aPodWaitsForRoomAndTakesItWhenItComes() {
    // given
    cluster
        .node("n1", n -> n.cpu(2))
        .deployment("big", d -> d.replicas(3).requests(1000, 128))
        .settle();
    assertThat(cluster.podsOf("big")).filteredOn(Pod::ready).hasSize(2);

    // when
    cluster.node("n2", n -> n.cpu(2)).settle();

    // then
    assertThat(cluster.podsOf("big")).hasSize(3).allMatch(Pod::ready);
  }

  @Test
  void softClosedNodesAreUsedLast() {
    // given
    threeNodes();
    Taint softClose = new Taint("example.com/outdated", "", Taint.Effect.PREFER_NO_SCHEDULE);
    cluster.edit().patch("n1", NodePatch.nothing().addTaint(softClose));
    cluster.edit().patch("n2", NodePatch.nothing().addTaint(softClose));

    // when
    cluster.deployment("myapp", d -> d.replicas(6)).settle();

    // then
    assertThat(nodesOf("myapp")).containsOnly("n3");
  }

  @Test
  void aTaintKeepsOutWhoDoesNotTolerateIt() {
    // given
    cluster.node("n1", n -> n.taint(new Taint("gpu", "yes", Taint.Effect.NO_SCHEDULE)));

    // when
    cluster
        .deployment("web", d -> d.replicas(1))
        .deployment(
            "training", d -> d.placed(p -> p.withTolerations(List.of(Toleration.of("gpu")))))
        .settle();

    // then
    assertThat(nodesOf("web")).containsOnly("");
    assertThat(nodesOf("training")).containsOnly("n1");
  }

  @Test
  void selectorsAndAffinityChooseNodesByLabel() {
    // given
    threeNodes();

    // when
    cluster
        .deployment("a", d -> d.placed(p -> p.withNodeSelector(Map.of(Node.ZONE_LABEL, "b"))))
        .deployment(
            "b",
            d ->
                d.placed(
                    p ->
                        p.withVolumeTerms(
                            List.of(List.of(NodeTerm.of(Requirement.in(Node.ZONE_LABEL, "c")))))))
        .settle();

    // then
    assertThat(nodesOf("a")).containsOnly("n2");
    assertThat(nodesOf("b")).containsOnly("n3");
  }

  @Test
  void aHardSpreadCountsClosedNodesUnlessItHonorsTaints() {
    // given
    threeNodes();
    cluster.edit().patch("n3", NodePatch.nothing().cordon());
    cluster.settle();

    // when
    cluster
        .deployment("strict", d -> d.replicas(4).placed(p -> p.withSpreads(zones("strict", false))))
        .deployment("aware", d -> d.replicas(4).placed(p -> p.withSpreads(zones("aware", true))))
        .settle();

    // then
    assertThat(cluster.podsOf("strict")).filteredOn(Pod::ready).hasSize(2);
    assertThat(cluster.podsOf("aware")).filteredOn(Pod::ready).hasSize(4);
  }

  @Test
  void podsThatWantToBeApartAreApartFromLaterOnesToo() {
    // given
    threeNodes();
    PodAffinity apart = host(PodAffinity.Direction.APART, "lonely");

    // when
    cluster
        .deployment("lonely", d -> d.replicas(4).placed(p -> p.withAffinities(List.of(apart))))
        .settle();

    // then
    assertThat(nodesOf("lonely")).containsExactlyInAnyOrder("n1", "n2", "n3", "");

    // when
    cluster.node("n4", n -> n.zone("a")).settle();

    // then
    assertThat(nodesOf("lonely")).containsExactlyInAnyOrder("n1", "n2", "n3", "n4");
  }

  @Test
  void podsFollowThoseThatTheyWantToBeWith() {
    // given
    threeNodes();
    cluster.deployment("cache", d -> d.replicas(1)).settle();

    // when
    PodAffinity together = host(PodAffinity.Direction.TOGETHER, "cache");
    cluster
        .deployment("web", d -> d.replicas(3).placed(p -> p.withAffinities(List.of(together))))
        .settle();

    // then
    assertThat(nodesOf("web")).containsOnlyElementsOf(nodesOf("cache"));
  }

  @Test
  void importantPodsGoFirst() {
    // given
    cluster
        .deployment("normal", d -> d.requests(3000, 128))
        .deployment("vital", d -> d.requests(3000, 128).priority("system-cluster-critical", 1000))
        .settle();

    // when
    cluster.node("n1", n -> n.cpu(4)).settle();

    // then
    assertThat(nodesOf("vital")).containsOnly("n1");
    assertThat(nodesOf("normal")).containsOnly("");
  }

  @Test
  void aSchedulerThatPacksFillsOneNodeBeforeItUsesTheNext() {
    // given
    SimulatedCluster packing =
        SimulatedCluster.on(new VirtualTimeline(), ClusterSettings.seeded(1).packing());
    packing.node("n1", n -> n.cpu(4)).node("n2", n -> n.cpu(4)).pod("first", p -> p.on("n2"));

    // when
    packing.pod("second", p -> {}).pod("third", p -> {}).settle();

    // then
    assertThat(packing.podsOn("n2")).hasSize(3);
  }

  private List<String> nodesOf(String workload) {
    return cluster.podsOf(workload).stream().map(pod -> pod.nodeName().orElse("")).toList();
  }

  private static List<TopologySpread> zones(String app, boolean honorsTaints) {
    return List.of(
        new TopologySpread(1, Node.ZONE_LABEL, LabelSelector.of("app", app), true, honorsTaints));
  }

  static PodAffinity apartFrom(String app) {
    return host(PodAffinity.Direction.APART, app);
  }

  private static PodAffinity host(PodAffinity.Direction direction, String app) {
    return new PodAffinity(direction, LabelSelector.of("app", app), List.of(), Node.HOSTNAME_LABEL);
  }
}
