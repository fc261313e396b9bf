package io.evenkeel.campaign.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Node;
import io.evenkeel.model.Placement;
import io.evenkeel.model.TopologySpread;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.VirtualTimeline;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether the last node of a zone can be emptied before there is another one in that zone. */
class LastOfZoneTest {
  private final SimulatedCluster cluster =
      SimulatedCluster.on(new VirtualTimeline(), ClusterSettings.seeded(1))
          .machineType("m6i.large", 2, 8, 29);

  @BeforeEach
  void aNodeInEachOfTwoZones() {
    node("n1", "a");
    node("n2", "b");
  }

  private void node(String name, String zone) {
    cluster.node(
        name, node -> node.zone(zone).instance("i-" + name, "aws:///" + zone + "/i-" + name));
  }

  private Optional<String> held(String... instances) {
    cluster.settle();
    return LastOfZone.held(cluster.snapshot(), List.of(instances));
  }

  private void disks(int pods, int mayBeDown) {
    cluster
        .statefulSet("db", db -> db.replicas(pods).requests(100, 64).withZonalDisks())
        .budget("db", budget -> budget.maxUnavailable(String.valueOf(mayBeDown)));
  }

  @Test
  void more_disks_in_a_zone_than_may_be_down_hold_its_last_node() {
    disks(4, 1);

    assertThat(held("i-n1", "i-n2")).isPresent();
  }

  @Test
  void as_many_disks_as_may_be_down_await_its_replacement() {
    disks(4, 2);

    assertThat(held("i-n1", "i-n2")).isEmpty();
  }

  @Test
  void nothing_holds_a_node_beside_which_there_is_another() {
    disks(4, 1);
    node("n3", "a");

    assertThat(held("i-n1")).isEmpty();
  }

  @Test
  void a_node_that_stays_is_not_to_be_emptied() {
    disks(4, 1);

    assertThat(held("i-n3")).isEmpty();
  }

  @Test
  void an_even_spread_lets_go_what_its_zone_has_more_than_another() {
    cluster.deployment(
        "front", app -> app.replicas(3).requests(100, 64).placed(LastOfZoneTest::spread));

    assertThat(held("i-n1", "i-n2")).isEmpty();
  }

  @Test
  void pods_that_must_be_spread_evenly_hold_the_node_if_their_controller_moves_fewer_at_once() {
    cluster.deployment(
        "front", app -> app.replicas(4).requests(100, 64).placed(LastOfZoneTest::spread));

    assertThat(held("i-n1", "i-n2")).isPresent();
  }

  private static Placement spread(Placement anywhere) {
    return anywhere.withSpreads(
        List.of(
            new TopologySpread(1, Node.ZONE_LABEL, LabelSelector.of("app", "front"), true, false)));
  }

  @Test
  void disks_need_a_node_in_each_of_their_zones() {
    disks(2, 1);
    cluster.settle();

    assertThat(LastOfZone.zonesOfVolumes(cluster.snapshot())).isEqualTo(2);
  }
}
