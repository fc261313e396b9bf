package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.spi.ControlPlane;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A cloud that shows late, or never, what it has done, or that takes very long for it. */
class ControlPlaneShownLateTest {
  private final ControlPlaneScene scene = new ControlPlaneScene();
  private final ControlPlanePorts ports = new ControlPlanePorts(scene);

  @Test
  void a_change_that_is_shown_as_under_way_for_a_while_after_its_end_is_followed_once() {
    // given
    ControlPlane stale = ports.showsAsRunning(Duration.ofMinutes(4));

    // when
    UpgradeOutcome outcome = scene.run(scene.withNodes(stale, cp -> cp.to("1.36")));

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.updatesStarted()).hasSize(2);
  }

  @Test
  void a_change_that_is_shown_as_under_way_for_ever_ends_the_run_by_name() {
    // given
    ControlPlane stale = ports.showsAsRunning(Duration.ofDays(1));

    // when
    UpgradeOutcome outcome = scene.run(scene.withNodes(stale, cp -> cp.to("1.36")));

    // then
    ControlPlaneScene.assertFailed(
        outcome, FailureReason.ROLLOUT_FAILED, "still shows it as under way", "start again");
    assertThat(scene.updatesStarted()).hasSize(1);
    assertThat(scene.kubelets()).containsOnly("v1.34.2");
  }

  @Test
  void a_version_that_is_shown_some_minutes_late_is_waited_for() {
    // given
    ControlPlane late = ports.showsOldVersion(Duration.ofMinutes(5));

    // when
    UpgradeOutcome outcome = scene.run(scene.withNodes(late, cp -> cp.to("1.35")));

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.changes()).hasSize(1);
  }

  @Test
  void a_version_that_is_never_shown_ends_the_run_by_name_and_the_nodes_stay() {
    // given
    ControlPlane late = ports.showsOldVersion(Duration.ofDays(1));

    // when
    UpgradeOutcome outcome = scene.run(scene.withNodes(late, cp -> cp.to("1.35")));

    // then
    ControlPlaneScene.assertFailed(
        outcome, FailureReason.ROLLOUT_FAILED, "does not show it", "start again");
    assertThat(scene.changes()).hasSize(1);
    assertThat(scene.kubelets()).containsOnly("v1.34.2");
  }

  @Test
  void a_change_that_takes_very_long_is_told_of_again_and_again() {
    // given
    scene.plane.upgradesWithin(Duration.ofHours(2));

    // when
    UpgradeOutcome outcome = scene.run(scene.plan(cp -> cp.to("1.35")));

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.events)
        .filteredOn(event -> event instanceof UpgradeEvent.Waiting)
        .extracting(event -> ((UpgradeEvent.Waiting) event).because())
        .hasSize(3)
        .allMatch(because -> because.contains("has been under way for"));
  }
}
