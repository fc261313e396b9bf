package io.evenkeel.examples.snippets;

import static io.evenkeel.Quantity.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.simulation.Actors;
import io.evenkeel.simulation.BootedInstance;
import io.evenkeel.simulation.NodePoolBudget;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedControlPlane;
import io.evenkeel.simulation.SimulatedNodePools;
import io.evenkeel.simulation.SimulationAssertions;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TestingSnippetsTest {

  // region test
  @Test
  void paymentsAreNeverDownByMoreThanOnePod() {
    // given
    VirtualTimeline time = new VirtualTimeline();
    SimulatedCluster cluster = SimulatedCluster.on(time);
    SimulatedCloud cloud = SimulatedCloud.on(time).joins(cluster.nodeLink());
    cloud.group("workers", group -> group.size(3).max(3).template("lt-1", "ami-old"));
    cloud.kubernetesVersion("1.36").recommends("1.36", "ami-new");
    cluster.settle();
    cluster
        .deployment("payments", app -> app.replicas(4))
        .budget("payments", budget -> budget.maxUnavailable("1"))
        .settle()
        .startRecording();
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(cluster.client())
            .cloudProvider(cloud.provider())
            .nodeGroup("workers", group -> group.maxSurge(nodes(1)))
            .build();

    // when
    UpgradeOutcome outcome;
    try (Upgrader upgrader = Upgrader.on(time)) {
      outcome = upgrader.start(plan).await();
    }

    // then
    assertThat(outcome.succeeded()).isTrue();
    SimulationAssertions.assertThat(cluster)
        .keptAvailable("payments", 3)
        .evictedEveryPodAtMostOnce()
        .replacedEveryNodeOnce();
  }

  // endregion

  // region pools
  @Test
  void aNodePoolIsReplacedWithoutBreakingABudget() {
    // given
    VirtualTimeline time = new VirtualTimeline();
    SimulatedCluster cluster = SimulatedCluster.on(time);
    SimulatedNodePools pools =
        SimulatedNodePools.on(cluster).pool("general", pool -> pool.size(4).budget("25%"));
    cluster
        .deployment("payments", app -> app.replicas(8).requests(1500, 512))
        .budget("payments", budget -> budget.maxUnavailable("1"))
        .settle()
        .startRecording();
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(cluster.client())
            .nodePool(pools.provider(), "general", pool -> pool.driven(nodes(2)))
            .build();

    // when
    pools.drift("general");
    UpgradeOutcome outcome;
    try (Upgrader upgrader = Upgrader.on(time)) {
      outcome = upgrader.start(plan).await();
    }

    // then
    assertThat(outcome.succeeded()).isTrue();
    SimulationAssertions.assertThat(cluster).keptAvailable("payments", 7);
  }

  // endregion

  static void poolFaults(SimulatedNodePools pools, SimulatedControlPlane plane) {
    // region pool faults
    plane.onVersion(pools::controlPlaneIs);
    pools.budgets(
        "general", NodePoolBudget.of("0").during("0 8 * * mon-fri", Duration.ofHours(10)));
    pools.faults().noCapacityInZone("b").join("general", BootedInstance.Joining.NEVER_REGISTERS);
    // endregion
  }

  static void faults(VirtualTimeline time, SimulatedCluster cluster, SimulatedCloud cloud) {
    // region faults
    cloud.images().register("ami-broken", BootedInstance.Joining.NEVER_READY);
    cloud.faults().throttle("autoscaling:UpdateAutoScalingGroup", 3, Duration.ofSeconds(2));
    cloud.zoneHasCapacity("b", false);
    cluster.interruptWatches(Duration.ofMinutes(1));
    cluster.faults().seats(2, 50, Duration.ofSeconds(15)).crowd(Duration.ofMinutes(1), 400);
    cluster.with(Actors.gitOps(cloud, "workers"));
    cluster.edit().minAvailable("payments", "100%");
    time.schedule(Duration.ofMinutes(5), () -> cloud.group("workers").setDesired(4));
    // endregion
  }
}
