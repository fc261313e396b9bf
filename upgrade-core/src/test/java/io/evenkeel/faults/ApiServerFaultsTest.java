package io.evenkeel.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.Fault;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.ClusterFault;
import io.evenkeel.simulation.ClusterFaults;
import io.evenkeel.simulation.Truth;
import io.evenkeel.simulation.WatchDisorder;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults 31 and 41 to 43: the API server and its watches. */
class ApiServerFaultsTest {
  private static final Permission EVICT = Permission.of("create", "", "pods/eviction");
  private static final Predicate<UpgradeEvent> EVICTED = UpgradeEvent.PodEvicted.class::isInstance;

  @ParameterizedTest
  @MethodSource("unclearAnswers")
  @Covers(Fault.EVICTION_ANSWERS_UNCLEAR)
  void a_pod_is_looked_up_before_it_is_evicted_again(ClusterFault fault) {
    // given
    FaultStage stage = FaultStage.surging();
    Map<String, Integer> accepted = new LinkedHashMap<>();
    stage.cluster.observeTruth(
        truth -> {
          if (truth instanceof Truth.Evicted evicted) {
            accepted.merge(evicted.pod().uid(), 1, Integer::sum);
          }
        });
    stage.cluster.faults().next(EVICT, 4, fault);

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(accepted.values()).as("each pod is asked once").containsOnly(1);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.API_SERVER_FAILOVER)
  void what_an_api_server_denies_that_has_just_started_is_tried_again() {
    // given
    FaultStage stage = FaultStage.surging();
    UpgradeRun run = stage.start();
    stage.until(EVICTED);

    // when
    stage.cluster.deny(EVICT);
    stage.until(UpgradeEvent.EvictionRefused.class::isInstance);
    stage.passes(Duration.ofSeconds(20));
    stage.cluster.allow(EVICT);
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.API_SERVER_FAILOVER)
  void what_stays_denied_ends_the_run_with_the_permission_to_grant() {
    // given
    FaultStage stage = FaultStage.surging();
    UpgradeRun run = stage.start();
    stage.until(EVICTED);

    // when
    stage.cluster.deny(EVICT);
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UpgradeOutcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(FailureReason.DENIED);
              assertThat(failed.remedy()).contains("create pods/eviction");
            });
    assertThat(stage.violations()).isEmpty();
  }

  static Stream<ClusterFault> unclearAnswers() {
    return Stream.of(
        new ClusterFault.Throttle(Duration.ofSeconds(7)),
        new ClusterFault.Throttle(Duration.ZERO),
        new ClusterFault.Conflict(),
        new ClusterFault.LoseRequest(),
        new ClusterFault.LoseAnswer(),
        new ClusterFault.NeverAnswer(),
        new ClusterFault.Late(Duration.ofSeconds(15)));
  }

  @Test
  @Covers(Fault.API_SERVER_FAILOVER)
  void after_a_failover_everything_is_listed_again_before_anything_is_done() {
    // given
    FaultStage stage = FaultStage.surging();
    UpgradeRun run = stage.start();
    stage.until(EVICTED);

    // when
    stage.cluster.faults().restartApiServer(Duration.ofSeconds(10));
    stage
        .cluster
        .faults()
        .during(
            Duration.ofSeconds(40),
            call -> call.verb().equals("list"),
            new ClusterFault.Late(Duration.ofSeconds(30)));
    stage.passes(Duration.ofSeconds(1));
    long evicted = stage.count(EVICTED);
    stage.passes(Duration.ofSeconds(34));

    // then
    assertThat(stage.count(EVICTED)).as("half a picture moves nothing").isEqualTo(evicted);
    assertThat(stage.end(run)).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.API_PARTITION)
  void a_run_that_can_look_and_not_write_goes_on_when_it_can() {
    // given
    FaultStage stage = FaultStage.surging();
    UpgradeRun run = stage.start();
    stage.until(EVICTED);

    // when
    stage
        .cluster
        .faults()
        .during(Duration.ofSeconds(40), ClusterFaults.writes(), new ClusterFault.LoseRequest());
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.API_PARTITION)
  void a_run_that_can_write_and_not_look_does_nothing_until_it_sees() {
    // given
    FaultStage stage = FaultStage.surging();
    UpgradeRun run = stage.start();
    stage.until(EVICTED);

    // when
    stage.cluster.interruptWatches(Duration.ofMinutes(5));
    stage.passes(Duration.ofSeconds(30));
    long evicted = stage.count(EVICTED);
    stage.passes(Duration.ofMinutes(4));

    // then
    assertThat(stage.count(EVICTED)).isEqualTo(evicted);
    assertThat(stage.end(run)).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.API_PARTITION)
  void a_run_that_cannot_renew_its_lease_waits_and_goes_on_while_nobody_takes_it() {
    // given
    FaultStage stage = FaultStage.surging();
    UpgradeRun run = stage.start();
    stage.until(EVICTED);

    // when
    stage
        .cluster
        .faults()
        .during(Duration.ofMinutes(8), ClusterFaults.writes(), new ClusterFault.NeverAnswer());
    stage.passes(Duration.ofMinutes(2));
    long decided = stage.count(UpgradeEvent.Decided.class::isInstance);
    stage.passes(Duration.ofMinutes(5));

    // then
    assertThat(stage.count(UpgradeEvent.Decided.class::isInstance)).isEqualTo(decided);
    assertThat(stage.end(run)).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.API_PARTITION)
  void a_slow_api_server_slows_the_run_and_breaks_nothing() {
    // given
    FaultStage stage = FaultStage.surging();
    stage
        .cluster
        .faults()
        .during(
            Duration.ofMinutes(20), call -> true, new ClusterFault.Late(Duration.ofSeconds(12)));

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(stage.violations()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(WatchDisorder.class)
  @Covers(Fault.WATCH_UNFAITHFUL)
  void what_a_disorderly_watch_tells_is_checked_again_at_the_write(WatchDisorder disorder) {
    // given
    FaultStage stage = FaultStage.of(5, 1, 2);
    stage.cluster.faults().unfaithfulWatch(disorder, Duration.ofMinutes(4), 30);

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.WATCH_UNFAITHFUL)
  void a_watch_that_travels_back_in_time_brings_no_pod_back_to_life() {
    // given
    FaultStage stage = FaultStage.of(16, 0, 2);
    UpgradeRun run = stage.start();
    stage.until(EVICTED);
    long before = stage.cluster.pods().stream().filter(Pod::terminating).count();
    Map<String, Integer> asked = new LinkedHashMap<>();
    stage.cluster.observeTruth(
        truth -> {
          if (truth instanceof Truth.Evicted evicted) {
            asked.merge(evicted.pod().uid(), 1, Integer::sum);
          }
        });

    // when
    stage.cluster.faults().timeTravel(Duration.ofSeconds(20), Duration.ofSeconds(25));
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(before).isPositive();
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(asked.values()).containsOnly(1);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.WATCH_UNFAITHFUL)
  void a_pod_stays_known_although_the_watch_goes_back_to_the_one_that_had_its_name_before() {
    // given a pod that was replaced just before the run begins
    FaultStage stage = FaultStage.of(16, 0, 2);
    Pod before = stage.cluster.podsOf("shop/db").get(0);
    stage.cluster.faults().timeTravel(Duration.ofMinutes(2), Duration.ofMinutes(5));
    stage.cluster.edit().deletePod(before);
    stage.cluster.settle();

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.WATCH_UNFAITHFUL)
  void budgets_hold_although_pods_are_told_late() {
    // given
    FaultStage stage = FaultStage.of(7, 2, 2);
    stage
        .cluster
        .faults()
        .slowWatch(ObjectKind.POD, Duration.ofMinutes(10), Duration.ofSeconds(25));

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(stage.violations()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {
        "EVICTION_ANSWERS_UNCLEAR",
        "API_SERVER_FAILOVER",
        "API_PARTITION",
        "WATCH_UNFAITHFUL"
      })
  void at_any_moment_no_limit_is_broken_and_the_run_finishes(Fault fault) {
    FaultSeeds.try10(fault);
  }
}
