package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.engine.internal.run.PlanDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run that upgrades the control plane is paused, cancelled, and cannot see for a while. */
class ControlPlaneControlTest {
  private static final String STEP = "control plane 1.35";

  private final ControlPlaneScene scene = new ControlPlaneScene();

  @Test
  void a_paused_run_lets_the_update_come_to_its_end_and_asks_for_nothing_more() {
    // given
    UpgradeRun run = scene.start(scene.withNodes(cp -> cp.to("1.36")));
    scene.until(UpgradeEvent.UpdateStarted.class::isInstance);

    // when
    RequestAnswer answer = outside().pause();
    RunStatus held = outside().awaitHeld().orElseThrow();
    Instant heldAt = scene.time.now();
    scene.time.advance(Duration.ofHours(3));

    // then
    assertThat(answer.taken()).isTrue();
    assertThat(held.heldSince()).isPresent();
    assertThat(heldAt).isAfter(scene.plane.updates().get(0).startedAt().plusSeconds(600));
    assertThat(scene.changes()).containsExactly(STEP);
    assertThat(scene.kubelets()).containsOnly("v1.34.2");
    assertThat(run.outcome().toCompletableFuture()).isNotDone();

    // when
    outside().resume();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.kubelets()).containsOnly("v1.36.2");
  }

  @Test
  void a_run_that_is_paused_before_its_first_change_asks_for_none() {
    // given
    UpgradeRun run = scene.start(scene.plan(cp -> cp.to("1.35")));
    run.pause();
    scene.time.advance(Duration.ofHours(1));
    List<String> before = scene.changes();

    // when
    run.resume();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(before).isEmpty();
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
  }

  @Test
  void a_run_that_is_cancelled_while_it_cannot_look_has_nothing_to_wait_for() {
    // given
    UpgradeRun run =
        scene.start(
            scene.plan(
                new ControlPlanePorts(scene).unreadableOnceApproved(),
                cp -> cp.to("1.35").needsApproval(Duration.ofHours(2))));
    scene.until(UpgradeEvent.ApprovalAwaited.class::isInstance);
    scene.time.advance(Duration.ofHours(1));
    run.approve(STEP);
    scene.until(UpgradeEvent.Waiting.class::isInstance);

    // when
    run.cancel();
    scene.time.advance(Duration.ofMinutes(1));

    // then
    assertThat(run.outcome().toCompletableFuture())
        .isCompletedWithValueMatching(UpgradeOutcome.Stopped.class::isInstance);
    assertThat(scene.changes()).isEmpty();
  }

  @Test
  void another_version_is_another_plan() {
    assertThat(PlanDigest.of(scene.plan(cp -> cp.to("1.35"))).id())
        .isNotEqualTo(PlanDigest.of(scene.plan(cp -> cp.to("1.36"))).id())
        .isEqualTo(PlanDigest.of(scene.plan(cp -> cp.to("1.35"))).id());
  }

  @Test
  void cancelled_it_waits_for_the_end_of_the_update_however_long_that_takes() {
    // given
    scene.plane.upgradesWithin(Duration.ofHours(5));
    UpgradeRun run = scene.start(scene.withNodes(cp -> cp.to("1.35")));
    scene.until(UpgradeEvent.UpdateStarted.class::isInstance);

    // when
    run.cancel();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Stopped.class);
    assertThat(scene.plane.state().version()).isEqualTo("1.35");
    assertThat(scene.kubelets()).containsOnly("v1.34.2");
  }

  @Test
  void an_api_server_that_restarts_during_its_upgrade_is_waited_for() {
    // given
    UpgradeRun run = scene.start(scene.withNodes(cp -> cp.to("1.35")));
    scene.until(UpgradeEvent.UpdateStarted.class::isInstance);
    for (int restart = 0; restart < 4; restart++) {
      scene.time.advance(Duration.ofMinutes(2));
      scene.cluster.faults().restartApiServer(Duration.ofSeconds(40));
    }

    // when
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.changes()).containsExactly(STEP);
    assertThat(scene.kubelets()).containsOnly("v1.35.2");
  }

  @Test
  void while_the_cluster_cannot_be_seen_nothing_new_is_asked_for() {
    // given
    scene.start(scene.withNodes(cp -> cp.to("1.36")));
    scene.until(UpgradeEvent.UpdateStarted.class::isInstance);
    scene.time.advance(Duration.ofMinutes(9));
    scene.cluster.interruptWatches(Duration.ofMinutes(8));

    // when
    scene.time.advance(Duration.ofMinutes(7));

    // then
    assertThat(scene.plane.state().version()).isEqualTo("1.35");
    assertThat(scene.changes()).containsExactly(STEP);

    // when
    scene.time.advance(Duration.ofMinutes(2));

    // then
    assertThat(scene.changes()).containsExactly(STEP, "control plane 1.36");
  }

  private RunControl outside() {
    return scene.process("operator").control(scene.cluster.client());
  }
}
