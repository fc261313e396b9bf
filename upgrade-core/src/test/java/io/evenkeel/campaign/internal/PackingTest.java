package io.evenkeel.campaign.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.VirtualTimeline;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether pods go into fewer nodes than there are. */
class PackingTest {
  private final SimulatedCluster cluster =
      SimulatedCluster.on(new VirtualTimeline(), ClusterSettings.seeded(1))
          .machineType("m6i.large", 2, 8, 29);

  @BeforeEach
  void eightPodsOfWhichFourGoIntoANode() {
    cluster.node("n1", node -> {}).node("n2", node -> {}).node("n3", node -> {});
    cluster.daemonSet("agent", agent -> agent.requests(100, 64));
    cluster.deployment("front", app -> app.replicas(8).requests(900, 64)).settle();
  }

  @Test
  void as_many_nodes_as_the_pods_need_are_enough() {
    assertThat(Packing.leftOver(cluster.snapshot(), 2)).isEmpty();
  }

  @Test
  void a_node_less_leaves_a_pod_over() {
    assertThat(Packing.leftOver(cluster.snapshot(), 1)).isPresent();
  }

  @Test
  void no_node_at_all_leaves_a_pod_over() {
    assertThat(Packing.leftOver(cluster.snapshot(), 0)).isPresent();
  }
}
