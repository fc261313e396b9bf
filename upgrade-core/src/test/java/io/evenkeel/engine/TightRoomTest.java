package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.NodeOrder;
import io.evenkeel.NodeSelector;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.internal.Trial;
import io.evenkeel.model.Node;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.VirtualTimeline;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Nodes of two cores each are replaced in place, and are quite full. */
class TightRoomTest {
  private final VirtualTimeline time = new VirtualTimeline();
  private final SimulatedCluster cluster =
      SimulatedCluster.on(time).machineType("m6i.large", 2, 8, 29);
  private final SimulatedCloud cloud = SimulatedCloud.on(time).joins(cluster.nodeLink());

  @Test
  void a_small_pod_does_not_take_the_only_gap_that_a_big_one_fits_in() {
    // given
    nodes(3);
    pod("shop/most", 1_500);
    pod("shop/half", 1_000);
    pod("shop/a-small", 300);
    pod("shop/big", 800);
    assertThat(nodeOf("shop/a-small")).isEqualTo(nodeOf("shop/big"));

    // when
    String full = nodeOf("shop/big");
    UpgradeOutcome outcome =
        upgrade(outdated -> outdated.and(c -> c.node().filter(n -> isNamed(n, full)).isPresent()));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
  }

  @Test
  void without_room_the_pod_of_the_node_whose_turn_it_is_is_named() {
    // given
    nodes(3);
    pod("shop/first", 1_500);
    pod("shop/second", 1_500);
    pod("shop/third", 1_500);

    for (String turn : List.of("shop/first", "shop/second", "shop/third")) {
      // when
      String name = nodeOf(turn);
      UpgradeOutcome outcome = upgrade(outdated -> outdated.orderedBy(first(name)));

      // then
      assertThat(outcome).isInstanceOf(UpgradeOutcome.Failed.class);
      assertThat(((UpgradeOutcome.Failed) outcome).message())
          .contains("pod " + turn, "of node " + name + " finds no room");
    }
  }

  private void nodes(int count) {
    cloud.group(
        "workers",
        group ->
            group
                .size(count)
                .max(count)
                .zones("a")
                .template("lt", "ami-old")
                .bootsIn(DurationRange.seconds(25, 40)));
    cloud.kubernetesVersion("1.36").recommends("1.36", "ami-new");
    cluster.settle();
  }

  private void pod(String app, int millicores) {
    cluster.deployment(app, pods -> pods.replicas(1).requests(millicores, 128)).settle();
  }

  private String nodeOf(String app) {
    return cluster.podsOf(app).get(0).nodeName().orElseThrow();
  }

  private static NodeOrder first(String name) {
    return NodeOrder.strict(
        Comparator.comparing(c -> c.node().filter(node -> isNamed(node, name)).isEmpty()));
  }

  private static boolean isNamed(Node node, String name) {
    return node.name().equals(name);
  }

  private UpgradeOutcome upgrade(UnaryOperator<NodeSelector> selected) {
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(cluster.client())
            .cloudProvider(cloud.provider())
            .nodeGroup(
                "workers",
                group ->
                    group
                        .maxSurge(Quantity.nodes(0))
                        .maxUnavailable(Quantity.nodes(1))
                        .select(selected.apply(NodeSelector.outdated())))
            .build();
    UpgradeRun run = Upgrader.on(time).start(plan);
    return Trial.finish(time, run, 1);
  }
}
