package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Quantity;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.internal.Trial;
import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Placement;
import io.evenkeel.model.TopologySpread;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.Oracle;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Pods that a volume or an even spread holds in their zone move as well, where the plan lets them.
 */
class PinnedPodsTest {
  private static final String GROUP = "workers";
  private static final String ZONE = "topology.kubernetes.io/zone";

  private final VirtualTimeline time = new VirtualTimeline();
  private final SimulatedCluster cluster =
      SimulatedCluster.on(time, ClusterSettings.seeded(1)).machineType("m6i.large", 2, 8, 29);
  private final SimulatedCloud cloud = SimulatedCloud.on(time, 1).joins(cluster.nodeLink());

  private void nodes(int count, String... zones) {
    cloud.group(
        GROUP, group -> group.size(count).max(count).zones(zones).template("lt-workers", "old"));
    cluster.settle();
  }

  private UpgradeOutcome upgrade(int unavailable, int surge) {
    cluster.settle();
    time.advance(Duration.ofHours(1));
    cloud.kubernetesVersion("1.36").recommends("1.36", "new");
    Oracle oracle = Oracle.watching(cluster, cloud).limits(GROUP, unavailable, surge);
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(oracle.client())
            .cloudProvider(oracle.provider())
            .nodeGroup(
                GROUP,
                group ->
                    group
                        .maxUnavailable(Quantity.nodes(unavailable))
                        .maxSurge(Quantity.nodes(surge)))
            .build();
    UpgradeRun run = Upgrader.on(time).start(plan);
    UpgradeOutcome outcome = Trial.finish(time, run, 1);
    oracle.ended(outcome);
    assertThat(oracle.violations()).isEmpty();
    return outcome;
  }

  private void everyNodeIsNew(UpgradeOutcome outcome, int nodes) {
    CloudGroup group = cloud.group(GROUP).state();
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(group.desired()).isEqualTo(nodes);
    assertThat(group.instances()).extracting(CloudInstance::image).containsOnly("new");
    assertThat(cluster.pods()).allMatch(pod -> pod.ready());
  }

  private static Placement spread(Placement anywhere, String app) {
    return anywhere.withSpreads(
        List.of(new TopologySpread(1, ZONE, LabelSelector.of("app", app), true, false)));
  }

  @Test
  void a_canary_is_proven_by_being_usable_where_no_node_can_be_emptied_onto_it() {
    // given
    nodes(6, "a", "b", "c");
    cluster.deployment(
        "front", app -> app.replicas(6).requests(900, 512).placed(any -> spread(any, "front")));
    cluster.deployment("ballast", app -> app.replicas(1).requests(1500, 512));

    // when
    UpgradeOutcome outcome = upgrade(0, 3);

    // then
    everyNodeIsNew(outcome, 6);
  }

  @Test
  void pods_that_must_be_spread_await_the_replacement_of_the_last_node_of_their_zone() {
    // given
    nodes(2, "a", "b");
    cluster
        .deployment(
            "front", app -> app.replicas(4).requests(600, 512).placed(any -> spread(any, "front")))
        .budget("front", budget -> budget.maxUnavailable("2"));

    // when
    UpgradeOutcome outcome = upgrade(1, 1);

    // then
    everyNodeIsNew(outcome, 2);
  }

  @Test
  void pods_that_must_be_spread_get_another_new_node_where_none_may_be_missing() {
    // given
    nodes(2, "a", "b");
    cluster.statefulSet(
        "db", db -> db.replicas(2).requests(600, 512).placed(any -> spread(any, "db")));
    cluster.deployment("front", app -> app.replicas(4).requests(200, 512));

    // when
    UpgradeOutcome outcome = upgrade(0, 4);

    // then
    everyNodeIsNew(outcome, 2);
  }

  @Test
  void pods_with_disks_await_the_replacement_of_their_node_where_the_others_of_its_zone_are_full() {
    // given
    nodes(4, "a", "b");
    cluster
        .statefulSet("db", db -> db.replicas(4).requests(1500, 512).withZonalDisks())
        .budget("db", budget -> budget.maxUnavailable("1"));

    // when
    UpgradeOutcome outcome = upgrade(1, 1);

    // then
    everyNodeIsNew(outcome, 4);
  }

  @Test
  void what_made_way_for_the_canary_has_to_be_well_on_it_where_no_other_node_can_be_emptied() {
    // given
    nodes(2, "a", "b");
    cluster
        .statefulSet(
            "db",
            db ->
                db.replicas(2)
                    .requests(600, 512)
                    .withZonalDisks()
                    .startsIn(Duration.ofMinutes(2), Duration.ofMinutes(2)))
        .budget("db", budget -> budget.maxUnavailable("1"));

    // when
    UpgradeOutcome outcome = upgrade(1, 0);

    // then
    cluster.settle();
    everyNodeIsNew(outcome, 2);
  }
}
