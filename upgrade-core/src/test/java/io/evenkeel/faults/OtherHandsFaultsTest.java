package io.evenkeel.faults;

import static io.evenkeel.faults.FaultStage.decides;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.Fault;
import io.evenkeel.model.Node;
import io.evenkeel.simulation.Actors;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.SimulatedActor;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults 16, 46 and 48 once more: whoever else works on a cluster, at work beside a run. */
class OtherHandsFaultsTest {
  private final FaultStage stage = FaultStage.of(1, 1, 1);

  @Test
  @Covers(Fault.TWO_ROLLERS)
  void a_tool_that_reboots_nodes_at_the_same_time_keeps_its_nodes_and_the_run_finishes() {
    // given
    SimulatedActor reboots = Actors.otherRoller().stopsAfter(Duration.ofHours(1));
    UpgradeRun run = stage.start();
    stage.until(decides("evict"));

    // when
    stage.cluster.with(reboots);
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(reboots.acts()).isPositive();
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(stage.on(FaultStage.NEW)).hasSize(6);
    assertThat(stage.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  @Covers({Fault.TWO_ROLLERS, Fault.OPERATOR_ACTS})
  void whatever_a_person_does_with_kubectl_no_limit_is_broken_and_the_run_ends_by_name(long seed) {
    // given
    FaultStage world = FaultStage.of(seed, 1, 1);
    SimulatedActor person =
        Actors.person(seed).every(Duration.ofSeconds(40)).stopsAfter(Duration.ofMinutes(20));
    UpgradeRun run = world.start();
    world.until(decides("evict"));

    // when
    world.cluster.with(person);
    UpgradeOutcome outcome = world.end(run);

    // then
    assertThat(person.acts()).isPositive();
    assertThat(outcome.succeeded() || FaultStage.failedFor(outcome, FailureReason.INTERFERENCE))
        .as(outcome.toString())
        .isTrue();
    assertThat(world.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.OPERATOR_ACTS)
  void what_is_kept_as_declared_is_not_fought_over_and_the_cluster_is_left_whole() {
    // given
    SimulatedActor declared = Actors.gitOps(stage.cloud, FaultStage.GROUP);
    stage.cluster.with(declared.every(Duration.ofSeconds(30)).stopsAfter(Duration.ofHours(3)));

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(declared.acts()).isPositive();
    assertThat(outcome.succeeded()).isFalse();
    assertThat(stage.count(decides("set desired"))).as("how often it was raised").isLessThan(8);
    assertThat(stage.closedNodes()).isEmpty();
    assertThat(stage.group().state().desired()).isEqualTo(6);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers({Fault.INSTANCE_RETIRED, Fault.KUBELET_DOWN})
  void a_node_that_whoever_repairs_nodes_replaces_counts_as_replaced() {
    // given
    SimulatedActor repair =
        Actors.nodeRepair(stage.cloud, FaultStage.GROUP, Duration.ofMinutes(5))
            .stopsAfter(Duration.ofHours(3));
    UpgradeRun run = stage.start();
    stage.until(event -> event instanceof UpgradeEvent.CanaryJudged);
    stage.cluster.with(repair);

    // when
    CloudInstance ill = stage.on(FaultStage.OLD).get(0);
    stage.cluster.nodes().stream()
        .filter(node -> node.providerId().orElse("").endsWith(ill.id()))
        .map(Node::name)
        .forEach(node -> stage.cluster.edit().silence(node));
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(repair.acts()).isPositive();
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(stage.on(FaultStage.NEW)).hasSize(6);
    assertThat(stage.instances()).extracting(CloudInstance::id).doesNotContain(ill.id());
    assertThat(stage.violations()).isEmpty();
  }
}
