package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Quantity;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.internal.Trial;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.VirtualTimeline;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which node is drained when. */
class DrainOrderTest {

  @ParameterizedTest
  @ValueSource(strings = {"shop/mailer", "shop/db"})
  void the_node_of_our_own_pod_goes_last(String workload) {
    // given
    Scene scene = Scene.surging(1);
    Pod own = scene.world.cluster.podsOf(workload).get(0);
    Upgrader upgrader =
        Upgrader.builder()
            .timeline(scene.world.time)
            .holder("first")
            .runsInPod("shop", own.name())
            .build();

    // when
    UpgradeOutcome outcome = scene.end(upgrader.start(scene.plan(g -> {}), scene.recorder()));

    // then
    List<String> drained =
        scene.events.stream()
            .filter(Scene.decides("cordon and drain"))
            .map(event -> ((UpgradeEvent.Decided) event).subject())
            .toList();
    assertThat(outcome.succeeded()).isTrue();
    assertThat(drained).last().isEqualTo(own.nodeName().orElseThrow());
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_pod_that_is_bound_to_the_zone_of_its_node_awaits_the_replacement() {
    // given
    VirtualTimeline time = new VirtualTimeline();
    SimulatedCluster cluster = SimulatedCluster.on(time).machineType("m6i.large", 2, 8, 29);
    SimulatedCloud cloud = SimulatedCloud.on(time).joins(cluster.nodeLink());
    cloud.group(
        "workers",
        group ->
            group
                .size(3)
                .max(3)
                .zones("a", "b", "c")
                .template("lt", "ami-old")
                .bootsIn(DurationRange.seconds(25, 40)));
    cluster.settle();
    cluster
        .statefulSet("shop/db", db -> db.replicas(3).requests(500, 512).withZonalDisks())
        .settle();
    // Only a disk that was used once is bound to a zone.
    cluster.podsOf("shop/db").forEach(pod -> cluster.edit().deletePod(pod));
    cluster.settle();
    cloud.kubernetesVersion("1.36").recommends("1.36", "ami-new");
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(cluster.client())
            .cloudProvider(cloud.provider())
            .nodeGroup(
                "workers",
                group -> group.maxSurge(Quantity.nodes(0)).maxUnavailable(Quantity.nodes(1)))
            .build();

    // when
    UpgradeRun run = Upgrader.on(time).start(plan);
    UpgradeOutcome outcome = Trial.finish(time, run, 1);
    cluster.settle();

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(cluster.podsOf("shop/db")).allMatch(Pod::ready);
  }
}
