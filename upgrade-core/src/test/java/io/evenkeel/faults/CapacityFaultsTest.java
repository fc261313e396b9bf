package io.evenkeel.faults;

import static io.evenkeel.faults.FaultStage.decides;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.Fault;
import io.evenkeel.simulation.DescribeConsistency;
import io.evenkeel.simulation.SimulatedCloud;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Faults 6 to 8: machines that are not to be had, or die at birth. */
class CapacityFaultsTest {
  private static final List<String> ZONES = List.of("a", "b", "c");

  /** How a listing may hide what was launched a moment ago. */
  private static final List<Consumer<SimulatedCloud>> LAGS =
      List.of(
          cloud -> cloud.describesLag(Duration.ofSeconds(40)),
          cloud -> cloud.consistency(DescribeConsistency.eventual(Duration.ofSeconds(40))),
          cloud -> {});

  private final FaultStage stage = FaultStage.surging();

  private void zones(boolean available) {
    ZONES.forEach(zone -> stage.cloud.zoneHasCapacity(zone, available));
  }

  private void everyOldNodeIsThereAndOpen() {
    assertThat(stage.on(FaultStage.OLD)).hasSize(6);
    assertThat(stage.closedNodes()).isEmpty();
    assertThat(stage.count(event -> event instanceof UpgradeEvent.PodEvicted)).isZero();
  }

  @Test
  @Covers(Fault.INSUFFICIENT_CAPACITY)
  void old_nodes_stay_undrained_while_no_machine_is_to_be_had_and_go_when_there_is_one() {
    // given
    zones(false);
    UpgradeRun run = stage.start();

    // when
    stage.passes(Duration.ofMinutes(5));

    // then
    everyOldNodeIsThereAndOpen();
    zones(true);
    assertThat(stage.end(run).succeeded()).isTrue();
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.INSUFFICIENT_CAPACITY)
  void a_run_for_which_there_never_is_a_machine_says_so_and_leaves_the_group_as_it_was() {
    // given
    zones(false);

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(FaultStage.failedFor(outcome, FailureReason.NO_CAPACITY)).isTrue();
    assertThat(outcome.toString()).contains("sufficient m6i.large capacity");
    everyOldNodeIsThereAndOpen();
    assertThat(stage.group().state().desired()).isEqualTo(6);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.INSUFFICIENT_CAPACITY)
  void a_run_that_is_canceled_as_machines_come_after_all_shrinks_the_group_by_none_of_them() {
    for (Consumer<SimulatedCloud> lag : LAGS) {
      // given
      FaultStage lagging = FaultStage.surging();
      ZONES.forEach(zone -> lagging.cloud.zoneHasCapacity(zone, false));
      UpgradeRun run = lagging.start();
      lagging.passes(Duration.ofMinutes(5));

      // when
      lag.accept(lagging.cloud);
      ZONES.forEach(zone -> lagging.cloud.zoneHasCapacity(zone, true));
      lagging.passes(Duration.ofSeconds(5));
      run.cancel();
      lagging.end(run);

      // then
      assertThat(lagging.violations()).isEmpty();
      assertThat(lagging.group().state().desired()).isEqualTo(6);
      assertThat(lagging.on(FaultStage.OLD)).hasSize(6);
    }
  }

  @Test
  @Covers(Fault.QUOTA_EXHAUSTED)
  void a_used_up_quota_is_reported_and_no_node_is_left_half_drained() {
    // given
    stage.cloud.coreQuota(stage.cloud.coresUsed());

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(FaultStage.failedFor(outcome, FailureReason.NO_CAPACITY)).isTrue();
    assertThat(outcome.toString()).contains("vCPU limit of 12");
    everyOldNodeIsThereAndOpen();
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.QUOTA_EXHAUSTED)
  void used_up_addresses_in_the_middle_of_the_work_halt_it_until_there_are_some_again() {
    // given
    UpgradeRun run = stage.start();
    stage.until(event -> event instanceof UpgradeEvent.CanaryJudged);
    ZONES.forEach(zone -> stage.cloud.subnetAddresses(zone, 2));

    // when
    stage.passes(Duration.ofMinutes(4));

    // then
    assertThat(stage.cluster.nodes().size()).isGreaterThanOrEqualTo(6);
    ZONES.forEach(zone -> stage.cloud.subnetAddresses(zone, 100));
    assertThat(stage.end(run).succeeded()).isTrue();
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.INSTANCE_DIES_PENDING)
  void an_instance_that_dies_before_it_is_in_service_is_replaced_within_the_same_surge() {
    // given
    UpgradeRun run = stage.start();
    stage.until(event -> event instanceof UpgradeEvent.CanaryJudged);

    // when
    stage.group().accidents().nextLaunchesDie(2);

    // then
    assertThat(stage.end(run).succeeded()).isTrue();
    assertThat(stage.violations()).isEmpty();
    assertThat(stage.group().peakInstances()).isEqualTo(7);
  }

  @Test
  @Covers(Fault.INSTANCE_DIES_PENDING)
  void a_canary_that_dies_before_it_is_in_service_says_nothing_about_the_image() {
    // given
    stage.group().accidents().nextLaunchesDie(1);

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(stage.violations()).isEmpty();
    assertThat(stage.count(decides("launch from lt-workers:2"))).isGreaterThanOrEqualTo(2);
  }
}
