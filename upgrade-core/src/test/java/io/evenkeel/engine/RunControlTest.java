package io.evenkeel.engine;

import static io.evenkeel.engine.Scene.decides;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.engine.RequestAnswer.Refusal;
import io.evenkeel.engine.internal.act.InlineCalls;
import io.evenkeel.engine.internal.act.LeaseTimes;
import io.evenkeel.engine.internal.run.Asking;
import io.evenkeel.engine.internal.run.RunSettings;
import io.evenkeel.simulation.Truth;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is asked of a run from another process, through the lease of the cluster. */
class RunControlTest {
  private static final Duration RENEWAL = Duration.ofSeconds(10);

  private final Scene scene = Scene.surging(2);

  @Test
  void a_pause_is_taken_within_one_renewal_and_answered_by_name() {
    // given
    UpgradeRun run = scene.start();
    scene.until(decides("cordon and drain"));
    Instant asked = scene.world.time.now();

    // when
    RequestAnswer answer = outside().pause();

    // then
    assertThat(answer).isInstanceOf(RequestAnswer.Taken.class);
    RequestAnswer.Taken taken = (RequestAnswer.Taken) answer;
    assertThat(taken.by()).isEqualTo("first");
    assertThat(taken.runId()).isEqualTo(run.id());
    assertThat(taken.at()).isBeforeOrEqualTo(asked.plus(RENEWAL).plusSeconds(1));
    assertThat(scene.count(UpgradeEvent.RunPaused.class::isInstance)).isEqualTo(1);
  }

  @Test
  void a_paused_run_finishes_the_nodes_it_has_begun_and_takes_no_other() {
    // given
    UpgradeRun run = scene.start();
    scene.until(decides("cordon and drain"));

    // when
    outside().pause();
    RunStatus held = outside().awaitHeld().orElseThrow();
    scene.passes(Duration.ofHours(2));

    // then
    assertThat(held.heldSince()).isPresent();
    assertThat(scene.closedNodes()).as("no node is left half-drained").isEmpty();
    assertThat(scene.count(decides("cordon and drain"))).isEqualTo(1);
    assertThat(run.outcome().toCompletableFuture()).isNotDone();
  }

  @Test
  void a_paused_run_goes_on_and_finishes_once_it_is_told_to() {
    // given
    UpgradeRun run = scene.start();
    scene.until(decides("cordon and drain"));
    outside().pause();
    outside().awaitHeld();

    // when
    RequestAnswer answer = outside().resume();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(answer.taken()).isTrue();
    assertThat(outcome.succeeded()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_run_whose_process_dies_as_it_is_told_to_go_on_goes_on_in_the_next_one() {
    // given
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> {}), scene.recorder());
    scene.until(decides("cordon and drain"));
    outside().pause();
    outside().awaitHeld();

    // when
    diesOnceTheLeaseTellsOfThePause(first);
    var resumed = asking("operator").resume();
    scene.passes(Duration.ofMinutes(1));
    scene.oracle.nextProcess();
    UpgradeOutcome outcome =
        scene.end(
            Scene.upgrader(scene.world, "second").start(scene.plan(group -> {}), scene.recorder()));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(resumed.toCompletableFuture()).isCompleted();
    assertThat(scene.violations()).isEmpty();
  }

  private void diesOnceTheLeaseTellsOfThePause(Upgrader process) {
    scene.world.cluster.observeTruth(
        truth -> {
          if (truth instanceof Truth.LeaseWritten written
              && written.lease().data().containsKey("pauses")) {
            process.close();
          }
        });
  }

  @Test
  void a_cancelled_run_clears_up_and_leaves_word_how_it_ended() {
    // given
    UpgradeRun run = scene.start();
    scene.until(decides("evict"));

    // when
    RequestAnswer answer = outside().cancel();
    EndedRun ended = outside().awaitEnd().orElseThrow();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(answer.taken()).isTrue();
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Stopped.class);
    assertThat(ended.kind()).isEqualTo(EndedRun.Kind.STOPPED);
    assertThat(ended.runId()).isEqualTo(run.id());
    assertThat(outside().status()).isEmpty();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void two_who_ask_at_once_are_both_answered() {
    // given
    UpgradeRun run = scene.start();
    scene.until(decides("evict"));

    // when
    var pause = asking("operator-1").pause();
    var cancel = asking("operator-2").cancel();
    scene.end(run);

    // then
    assertThat(pause.toCompletableFuture().join().taken()).isTrue();
    assertThat(cancel.toCompletableFuture().join().taken()).isTrue();
  }

  @Test
  void where_no_run_is_nothing_can_be_asked() {
    // when
    RequestAnswer answer = outside().cancel();

    // then
    assertThat(refusal(answer)).isEqualTo(Refusal.NO_RUN);
  }

  @Test
  void a_run_that_ends_takes_no_request() {
    // given
    scene.start();
    scene.until(decides("evict"));
    outside().cancel();

    // when
    RequestAnswer answer = outside().pause();

    // then
    assertThat(refusal(answer)).isEqualTo(Refusal.ENDING);
  }

  @Test
  void what_is_asked_of_a_dead_process_is_heeded_by_the_next_one() {
    // given
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> {}), scene.recorder());
    scene.until(decides("evict"));
    first.close();

    // when
    RequestAnswer answer = outside().cancel();
    scene.oracle.nextProcess();
    UpgradeOutcome outcome = scene.end(successor());

    // then
    assertThat(refusal(answer)).isEqualTo(Refusal.NOT_ANSWERED);
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Stopped.class);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_run_that_dies_while_it_is_paused_stays_paused() {
    // given
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> {}), scene.recorder()).pause();
    scene.until(UpgradeEvent.RunPaused.class::isInstance);
    scene.passes(Duration.ofMinutes(1));
    first.close();
    scene.oracle.nextProcess();

    // when
    UpgradeRun run = successor();
    scene.passes(Duration.ofHours(1));

    // then
    assertThat(outside().status().orElseThrow().pausedSince()).isPresent();
    assertThat(scene.count(decides("cordon and drain"))).isZero();

    // when
    run.resume();

    // then
    assertThat(scene.end(run).succeeded()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_process_that_is_told_to_go_on_before_it_has_the_lease_does_so_once_it_has() {
    // given a run that has died while it was paused
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> {}), scene.recorder()).pause();
    scene.until(UpgradeEvent.RunPaused.class::isInstance);
    scene.passes(Duration.ofMinutes(1));
    first.close();
    scene.oracle.nextProcess();
    UpgradeRun run = successor();

    // when
    run.resume();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_run_that_dies_while_it_is_cancelled_goes_on_cancelling() {
    // given
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> {}), scene.recorder());
    scene.until(decides("evict"));
    outside().cancelReturningSurge();
    first.close();
    scene.oracle.mayDrainSurge().nextProcess();

    // when
    UpgradeOutcome outcome = scene.end(successor());

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Stopped.class);
    assertThat(scene.group().desired()).isEqualTo(6);
    assertThat(scene.violations()).isEmpty();
  }

  private UpgradeRun successor() {
    return Scene.upgrader(scene.world, "second").start(scene.plan(group -> {}), scene.recorder());
  }

  private RunControl outside() {
    return Scene.upgrader(scene.world, "operator").control(scene.world.cluster.client());
  }

  private Asking asking(String by) {
    LeaseTimes times = LeaseTimes.standard();
    return new Asking(
        scene.world.cluster.client(),
        scene.world.time,
        new InlineCalls(scene.world.time, times.callLimit()),
        new RunSettings(by, times, times.duration(), () -> 0, nanos -> {}));
  }

  private static Refusal refusal(RequestAnswer answer) {
    assertThat(answer).isInstanceOf(RequestAnswer.Refused.class);
    return ((RequestAnswer.Refused) answer).reason();
  }
}
