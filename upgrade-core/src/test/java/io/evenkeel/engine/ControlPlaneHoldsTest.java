package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Checkpoint;
import io.evenkeel.FailureReason;
import io.evenkeel.GateAnswer;
import io.evenkeel.HealthGate;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.engine.RequestAnswer.Refusal;
import io.evenkeel.spi.ControlPlaneChange.ToVersion;
import io.evenkeel.spi.Finding;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Gates and approvals hold the way to a version by its name, whichever process goes on. */
class ControlPlaneHoldsTest {
  private static final String STEP = "control plane 1.35";

  private final ControlPlaneScene scene = new ControlPlaneScene();

  @Test
  void a_version_is_approved_from_another_process_by_its_name() {
    // given
    UpgradeRun run =
        scene.start(scene.plan(cp -> cp.to("1.35").needsApproval(Duration.ofHours(8))));
    scene.until(UpgradeEvent.ApprovalAwaited.class::isInstance);
    RunStatus waiting = outside().status().orElseThrow();

    // when
    RequestAnswer wrong = outside().approve("control plane 1.39");
    RequestAnswer right = outside().approve(STEP);
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(waiting.waitsFor().orElseThrow()).contains(STEP);
    assertThat(wrong)
        .isInstanceOfSatisfying(
            RequestAnswer.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Refusal.NOT_KNOWN));
    assertThat(right.taken()).isTrue();
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
  }

  @Test
  void what_comes_up_while_an_approval_is_waited_for_stops_the_run() {
    // given
    UpgradeRun run =
        scene.start(scene.plan(cp -> cp.to("1.35").needsApproval(Duration.ofHours(8))));
    scene.until(UpgradeEvent.ApprovalAwaited.class::isInstance);
    scene.time.advance(Duration.ofHours(3));
    scene.plane.finds(
        "1.35", Finding.blocker("INSIGHT", "insight Deprecated APIs", "still used", "mend them"));

    // when
    run.approve(STEP);
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UpgradeOutcome.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(FailureReason.PREFLIGHT));
    assertThat(scene.changes()).isEmpty();
  }

  @Test
  void what_somebody_does_by_hand_while_an_approval_is_waited_for_is_not_done_again() {
    // given
    UpgradeRun run =
        scene.start(scene.withNodes(cp -> cp.to("1.35").needsApproval(Duration.ofHours(8))));
    scene.until(UpgradeEvent.ApprovalAwaited.class::isInstance);
    scene.time.advance(Duration.ofHours(1));
    scene.plane.start(new ToVersion("1.34", "1.35"), "by hand");
    scene.time.advance(Duration.ofHours(1));

    // when
    run.approve(STEP);
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.changes()).containsExactly(STEP);
    assertThat(scene.kubelets()).containsOnly("v1.35.2");
  }

  @Test
  void a_version_that_nobody_approves_in_time_is_not_gone_to() {
    // when
    UpgradeOutcome outcome =
        scene.run(scene.withNodes(cp -> cp.to("1.35").needsApproval(Duration.ofHours(2))));

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UpgradeOutcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(FailureReason.NOT_APPROVED);
              assertThat(failed.message()).contains(STEP);
            });
    assertThat(scene.changes()).isEmpty();
    assertThat(scene.kubelets()).containsOnly("v1.34.2");
  }

  @Test
  void the_gates_of_the_plan_are_asked_before_each_version_as_well() {
    // given
    HealthGate closed = HealthGate.blocking("alarms", question -> GateAnswer.failed("an alarm"));

    // when
    UpgradeOutcome outcome =
        scene.run(
            scene
                .builder()
                .gates(gates -> gates.gate(closed))
                .controlPlane(scene.port(), cp -> cp.to("1.35"))
                .build());

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UpgradeOutcome.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(FailureReason.GATE_CLOSED));
    assertThat(scene.changes()).isEmpty();
  }

  @Test
  void what_is_under_way_at_the_beginning_is_followed_although_nobody_has_approved_it() {
    // given
    scene.plane.start(new ToVersion("1.34", "1.35"), "by hand");

    // when
    UpgradeOutcome outcome =
        scene.run(scene.withNodes(cp -> cp.to("1.35").needsApproval(Duration.ofHours(2))));

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.changes()).containsExactly(STEP);
    assertThat(scene.kubelets()).containsOnly("v1.35.2");
  }

  @Test
  void cancelled_while_a_gate_holds_it_changes_nothing() {
    // given
    HealthGate closed = HealthGate.blocking("alarms", question -> GateAnswer.closed("an alarm"));
    UpgradeRun run = scene.start(scene.withNodes(cp -> cp.to("1.35").gate(closed)));
    scene.until(UpgradeEvent.GateClosed.class::isInstance);

    // when
    RequestAnswer answer = outside().cancel();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(answer.taken()).isTrue();
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Stopped.class);
    assertThat(scene.changes()).isEmpty();
    assertThat(scene.kubelets()).containsOnly("v1.34.2");
  }

  @Test
  void a_new_process_waits_no_longer_at_a_version_than_the_dead_one_would_have() {
    // given
    HealthGate gate = HealthGate.after(Duration.ofMinutes(30));
    Upgrader first = scene.process("first");
    first.start(scene.plan(cp -> cp.to("1.36").gate(gate)), Watched.recorder(scene.events));
    scene.time.runUntil(() -> scene.plane.state().version().equals("1.35"), Duration.ofHours(2));
    Instant reached = scene.time.now();
    scene.time.advance(Duration.ofMinutes(20));
    first.close();

    // when
    UpgradeOutcome outcome =
        scene.end(scene.start(scene.plan(cp -> cp.to("1.36").gate(gate)), "second"));

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(Duration.between(reached, scene.plane.updates().get(1).startedAt()))
        .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(33));
  }

  @Test
  void a_version_that_was_approved_and_begun_is_not_asked_about_again() {
    // given
    Upgrader first = scene.process("first");
    UpgradeRun run =
        first.start(
            scene.plan(cp -> cp.to("1.36").needsApproval(Duration.ofHours(8))),
            Watched.recorder(scene.events));
    scene.until(UpgradeEvent.ApprovalAwaited.class::isInstance);
    run.approve(STEP);
    scene.until(UpgradeEvent.UpdateStarted.class::isInstance);
    first.close();
    scene.events.clear();

    // when
    UpgradeRun second =
        scene.start(scene.plan(cp -> cp.to("1.36").needsApproval(Duration.ofHours(8))), "second");
    scene.until(UpgradeEvent.ApprovalAwaited.class::isInstance);
    second.approve("control plane 1.36");
    UpgradeOutcome outcome = scene.end(second);

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.events)
        .filteredOn(UpgradeEvent.ApprovalAwaited.class::isInstance)
        .extracting(event -> ((UpgradeEvent.ApprovalAwaited) event).wave())
        .containsExactly("control plane 1.36");
    assertThat(scene.changes()).containsExactly(STEP, "control plane 1.36");
  }

  @Test
  void what_was_written_down_for_a_version_is_gone_after_the_run() {
    // given
    HealthGate gate = HealthGate.after(Duration.ofMinutes(1));
    scene.run(scene.plan(cp -> cp.to("1.35").gate(gate)));
    scene.run(scene.plan(cp -> cp.rollbackTo("1.34").gate(gate)));
    scene.events.clear();

    // when
    scene.run(scene.plan(cp -> cp.to("1.35").gate(gate)));

    // then
    assertThat(scene.events)
        .filteredOn(UpgradeEvent.GatesOpened.class::isInstance)
        .extracting(event -> ((UpgradeEvent.GatesOpened) event).checkpoint())
        .containsExactly(new Checkpoint.BeforeWave(STEP));
  }

  private RunControl outside() {
    return scene.process("operator").control(scene.cluster.client());
  }
}
