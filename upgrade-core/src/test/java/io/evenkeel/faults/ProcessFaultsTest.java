package io.evenkeel.faults;

import static io.evenkeel.faults.FaultStage.decides;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.Fault;
import io.evenkeel.engine.RequestAnswer;
import io.evenkeel.engine.RunControl;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.model.Node;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.SimulatedProcess;
import io.evenkeel.spi.NodePatch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults 44 to 46 and 48: what befalls our own process, other rollers, and people. */
class ProcessFaultsTest {
  private static final String LEASE = "evenkeel-upgrade";

  private final FaultStage stage = FaultStage.surging();
  private final SimulatedProcess process = SimulatedProcess.in(stage.time);

  // 44: clocks, and processes that stand still

  @Test
  @Covers(Fault.CLOCK_SKEW_OR_PAUSE)
  void a_process_that_stood_still_while_another_took_over_does_nothing_more() {
    // given
    UpgradeRun first = stage.start(process, "first");
    stage.until(decides("evict"));
    process.freeze(Duration.ofHours(2));
    stage.oracle.nextProcess();

    // when
    UpgradeOutcome second = stage.end(stage.start(stage.time, "second"));
    long decided = stage.count(UpgradeEvent.Decided.class::isInstance);
    stage.passes(Duration.ofHours(3));

    // then
    assertThat(second.succeeded()).isTrue();
    assertThat(stage.count(UpgradeEvent.Decided.class::isInstance)).isEqualTo(decided);
    assertThat(failure(first)).isEqualTo(FailureReason.LEASE_LOST);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.CLOCK_SKEW_OR_PAUSE)
  void a_machine_that_was_suspended_with_its_clocks_does_nothing_before_it_has_its_lease() {
    // given
    UpgradeRun first = stage.start(process, "first");
    stage.until(decides("evict"));
    process.suspend(Duration.ofMinutes(10));
    stage.oracle.nextProcess();

    // when
    UpgradeOutcome second = stage.end(stage.start(stage.time, "second"));
    stage.passes(Duration.ofHours(1));

    // then
    assertThat(second.succeeded()).isTrue();
    assertThat(failure(first)).isEqualTo(FailureReason.LEASE_LOST);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.CLOCK_SKEW_OR_PAUSE)
  void a_process_that_stood_still_goes_on_where_nobody_has_taken_its_lease() {
    // given
    UpgradeRun run = stage.start(process, "first");
    stage.until(decides("evict"));

    // when
    process.freeze(Duration.ofMinutes(10));
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(stage.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-3_600, -300, 300, 3_600})
  @Covers(Fault.CLOCK_SKEW_OR_PAUSE)
  void a_clock_that_is_wrong_changes_nothing(int seconds) {
    // given
    process.skew(Duration.ofSeconds(seconds));

    // when
    UpgradeOutcome outcome = stage.end(stage.start(process, "first"));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(stage.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-3_600, 3_600})
  @Covers(Fault.CLOCK_SKEW_OR_PAUSE)
  void by_whatever_clock_a_lease_that_is_renewed_is_not_taken(int seconds) {
    // given
    UpgradeRun first = stage.start();
    stage.until(decides("evict"));
    process.skew(Duration.ofSeconds(seconds));

    // when
    UpgradeRun second = stage.start(process, "second");
    UpgradeOutcome outcome = stage.end(first);

    // then
    assertThat(failure(second)).isEqualTo(FailureReason.ANOTHER_RUN);
    assertThat(outcome.succeeded()).isTrue();
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.CLOCK_SKEW_OR_PAUSE)
  void a_clock_that_is_set_in_the_middle_of_a_run_changes_nothing() {
    // given
    UpgradeRun run = stage.start(process, "first");
    stage.until(decides("evict"));

    // when
    process.skew(Duration.ofMinutes(-20));
    stage.passes(Duration.ofMinutes(1));
    process.skew(Duration.ofMinutes(7));
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.CLOCK_SKEW_OR_PAUSE)
  void a_canary_proves_itself_for_its_whole_time_although_the_clock_is_set_forward() {
    // given
    stage.oracle.provenFor(FaultStage.GROUP, Duration.ofSeconds(60));
    UpgradeRun run = stage.start(process, "first");
    stage.until(
        event ->
            event instanceof UpgradeEvent.Decided decided
                && decided.because().equals("all is well with the canary from now on"));
    stage.passes(Duration.ofSeconds(20));

    // when
    process.skew(Duration.ofSeconds(50));
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(stage.violations()).isEmpty();
  }

  // 45: crashes, and what is written down of a run is lost

  @Test
  @Covers(Fault.PROCESS_CRASH)
  void a_process_that_was_killed_is_followed_by_one_that_finishes() {
    // given
    stage.start(process, "first");
    stage.until(decides("evict"));

    // when
    process.kill();
    stage.oracle.nextProcess();
    UpgradeOutcome outcome = stage.end(stage.start(stage.time, "second"));

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.PROCESS_CRASH)
  void where_the_tags_of_the_group_are_lost_the_copy_in_the_lease_is_believed_and_said_so() {
    // given
    stage.start(process, "first");
    stage.until(decides("evict"));
    process.kill();
    ours().forEach(stage.group()::untag);

    // when
    stage.oracle.nextProcess();
    UpgradeOutcome outcome = stage.end(stage.start(stage.time, "second"));

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(stage.group().state().desired()).isEqualTo(6);
    assertThat(stage.group().state().suspended()).isEmpty();
    assertThat(stage.count(ProcessFaultsTest::tellsThatMarksDiffer)).isEqualTo(1);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.PROCESS_CRASH)
  void where_the_lease_is_lost_as_well_the_marks_are_nobodys_and_are_named() {
    // given
    stage.start(process, "first");
    stage.until(decides("evict"));
    process.kill();
    stage.cluster.edit().deleteLease(LEASE);

    // when
    UpgradeRun second = stage.start(stage.time, "second");
    stage.passes(Duration.ofMinutes(10));

    // then
    assertThat(failure(second)).isEqualTo(FailureReason.PREFLIGHT);
    assertThat(second.outcome().toCompletableFuture().join().toString())
        .contains("marks of another run", "node group workers", "clean up");
  }

  // 46: two rollers

  @Test
  @Covers(Fault.TWO_ROLLERS)
  void a_second_run_is_refused_while_the_first_is_at_work() {
    // given
    UpgradeRun first = stage.start();
    stage.until(decides("evict"));

    // when
    UpgradeRun second = stage.start(process, "second");
    UpgradeOutcome outcome = stage.end(first);

    // then
    assertThat(failure(second)).isEqualTo(FailureReason.ANOTHER_RUN);
    assertThat(outcome.succeeded()).isTrue();
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.TWO_ROLLERS)
  void the_cordon_of_another_roller_is_recognized_and_left_to_it() {
    // given
    UpgradeRun run = stage.start();
    stage.until(decides("evict"));
    String node =
        stage.cluster.nodes().stream()
            .filter(n -> !n.unschedulable())
            .reduce((a, b) -> b)
            .map(Node::name)
            .orElseThrow();
    stage.cluster.edit().patch(node, NodePatch.nothing().cordon());

    // when
    stage.passes(Duration.ofMinutes(5));
    boolean stillTheirs = stage.closedNodes().stream().anyMatch(n -> n.name().equals(node));
    stage.cluster.edit().patch(node, NodePatch.nothing().uncordon());
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(stillTheirs).isTrue();
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(stage.violations()).isEmpty();
  }

  // 48: people

  @Test
  @Covers(Fault.OPERATOR_ACTS)
  void a_person_pauses_the_run_from_elsewhere_and_lets_it_go_on() {
    // given
    UpgradeRun run = stage.start();
    stage.until(decides("evict"));

    // when
    RequestAnswer paused = elsewhere().pause();
    elsewhere().awaitHeld();
    List<Node> closed = stage.closedNodes();
    RequestAnswer resumed = elsewhere().resume();
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(paused.taken()).isTrue();
    assertThat(closed).isEmpty();
    assertThat(resumed.taken()).isTrue();
    assertThat(outcome.succeeded()).isTrue();
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.OPERATOR_ACTS)
  void a_person_cancels_the_run_from_elsewhere_and_the_cluster_is_left_open_and_at_its_size() {
    // given
    UpgradeRun run = stage.start();
    stage.until(decides("evict"));

    // when
    stage.oracle.mayDrainSurge();
    elsewhere().cancelReturningSurge();
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Stopped.class);
    assertThat(stage.closedNodes()).isEmpty();
    assertThat(stage.group().state().desired()).isEqualTo(6);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.OPERATOR_ACTS)
  void a_lease_that_somebody_deletes_is_put_back_by_the_run_that_holds_it() {
    // given
    UpgradeRun run = stage.start();
    stage.until(decides("evict"));

    // when
    stage.cluster.edit().deleteLease(LEASE);
    stage.passes(Duration.ofSeconds(15));
    boolean back = elsewhere().status().isPresent();
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(back).isTrue();
    assertThat(outcome.succeeded()).isTrue();
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.OPERATOR_ACTS)
  void tags_that_somebody_removes_from_the_group_are_not_missed() {
    // given
    UpgradeRun run = stage.start();
    stage.until(decides("evict"));

    // when
    ours().forEach(stage.group()::untag);
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(stage.group().state().desired()).isEqualTo(6);
    assertThat(stage.violations()).isEmpty();
  }

  private List<String> ours() {
    return stage.group().state().tags().stream()
        .map(CloudGroup.Tag::key)
        .filter(key -> key.startsWith("evenkeel.io/"))
        .toList();
  }

  private RunControl elsewhere() {
    return Upgrader.builder()
        .timeline(stage.time)
        .holder("operator")
        .build()
        .control(stage.cluster.client());
  }

  private static boolean tellsThatMarksDiffer(UpgradeEvent event) {
    return event instanceof UpgradeEvent.Found found
        && found.finding().code().equals("MARKS_DIFFER");
  }

  private static FailureReason failure(UpgradeRun run) {
    UpgradeOutcome outcome = run.outcome().toCompletableFuture().join();
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Failed.class);
    return ((UpgradeOutcome.Failed) outcome).reason();
  }
}
