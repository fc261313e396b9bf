package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.GateAnswer;
import io.evenkeel.HealthGate;
import io.evenkeel.Phase;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.campaign.internal.Trial;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedManagedGroups;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A group that the cloud upgrades and one that the run drains itself are waves of one plan. */
class MixedGroupsTest {
  private static final String MANAGED = "managed";
  private static final String OWN = "own";

  private final VirtualTimeline time = new VirtualTimeline();
  private final SimulatedCluster cluster =
      SimulatedCluster.on(time, ClusterSettings.seeded(3)).machineType("m6i.large", 2, 8, 29);
  private final SimulatedCloud cloud = SimulatedCloud.on(time, 3).joins(cluster.nodeLink());
  private final SimulatedManagedGroups managed = SimulatedManagedGroups.on(cloud, cluster);
  private final List<UpgradeEvent> events = new ArrayList<>();
  private final List<Instant> asked = new ArrayList<>();

  MixedGroupsTest() {
    managed.group(
        MANAGED, group -> group.size(3).max(3).template("lt-managed", "ami-old").bootsIn(BOOT));
    cloud.group(OWN, group -> group.size(3).max(3).template("lt-own", "ami-old").bootsIn(BOOT));
    cluster.settle();
    cluster
        .deployment("shop/myapp", app -> app.replicas(10).requests(400, 512))
        .budget("shop/myapp", budget -> budget.minAvailable("80%"));
    cluster.settle();
    time.advance(Duration.ofDays(1));
    cloud.kubernetesVersion("1.36").recommends("1.36", "ami-new");
  }

  private static final DurationRange BOOT = DurationRange.seconds(25, 40);

  private UpgradeOutcome upgrade(Function<Instant, GateAnswer> between) {
    HealthGate gate =
        HealthGate.blocking(
            "orders flow",
            question -> {
              asked.add(question.now());
              return between.apply(question.now());
            });
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(cluster.client())
            .wave("first", wave -> wave.nodeGroup(managed.provider(), MANAGED, group -> {}))
            .wave(
                "second",
                wave ->
                    wave.gate(gate)
                        .nodeGroup(
                            cloud.provider(), OWN, group -> group.maxSurge(Quantity.nodes(1))))
            .build();
    try (Upgrader upgrader = Upgrader.on(time)) {
      return Trial.finish(time, upgrader.start(plan, Watched.recorder(events)), 3);
    }
  }

  private Instant reached(String group, Phase phase) {
    return events.stream()
        .filter(UpgradeEvent.PhaseStarted.class::isInstance)
        .map(UpgradeEvent.PhaseStarted.class::cast)
        .filter(e -> e.group().equals(group) && e.phase() == phase)
        .map(UpgradeEvent::at)
        .findFirst()
        .orElseThrow(() -> new AssertionError(group + " never came to " + phase));
  }

  @Test
  void both_are_upgraded_one_after_the_other_and_the_gate_between_them_is_asked() {
    // when
    UpgradeOutcome outcome = upgrade(now -> GateAnswer.open());

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(outcome.summary().replaced()).isEqualTo(6);
    assertThat(asked).isNotEmpty().allMatch(at -> !at.isBefore(reached(MANAGED, Phase.DONE)));
    assertThat(reached(OWN, Phase.UPGRADE)).isAfter(reached(MANAGED, Phase.DONE));
  }

  @Test
  void a_gate_that_fails_between_them_leaves_the_second_as_it_was() {
    // when
    UpgradeOutcome outcome = upgrade(now -> GateAnswer.failed("orders do not flow"));

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Failed.class);
    assertThat(outcome.toString()).contains("orders do not flow");
    assertThat(cloud.group(OWN).state().instances())
        .extracting(instance -> instance.image())
        .containsOnly("ami-old");
    assertThat(cloud.group(MANAGED).state().instances())
        .extracting(instance -> instance.image())
        .containsOnly("ami-new");
  }
}
