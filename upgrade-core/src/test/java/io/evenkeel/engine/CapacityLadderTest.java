package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import org.junit.jupiter.api.Test;

/** Where there are fewer machines than may surge, a run goes on with what it can have. */
class CapacityLadderTest {
  private static final int NODES = 6;
  private static final int CORES = 2;

  @Test
  void a_run_goes_on_with_fewer_new_nodes_than_may_surge() {
    // given
    Scene scene = machines(Scene.small(NODES, 0, 4), NODES + 2);

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    isUpgraded(scene, outcome);
    assertThat(peak(scene)).isEqualTo(NODES + 2);
  }

  @Test
  void a_run_goes_on_with_one_new_node() {
    // given
    Scene scene = machines(Scene.small(NODES, 0, 4), NODES + 1);

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    isUpgraded(scene, outcome);
    assertThat(peak(scene)).isEqualTo(NODES + 1);
  }

  @Test
  void where_no_new_node_can_be_had_the_run_says_that_the_limits_let_one_go_first() {
    // given
    Scene scene = machines(Scene.small(NODES, 1, 4), NODES);

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    UpgradeOutcome.Failed failed = (UpgradeOutcome.Failed) outcome;
    assertThat(failed.reason()).isEqualTo(FailureReason.NO_CAPACITY);
    assertThat(failed.remedy()).contains("maxSurge(nodes(0))");
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_run_that_may_not_surge_goes_on_in_place() {
    // given
    Scene scene = machines(Scene.small(NODES, 1, 0), NODES);

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    isUpgraded(scene, outcome);
    assertThat(peak(scene)).isEqualTo(NODES);
  }

  @Test
  void a_run_whose_capacity_ends_after_the_canary_goes_on_in_place() {
    // given
    Scene scene = machines(Scene.small(NODES, 1, 4), NODES + 1);
    UpgradeRun run = scene.start();
    scene.until(UpgradeEvent.CanaryJudged.class::isInstance);

    // when
    machines(scene, NODES);
    UpgradeOutcome outcome = scene.end(run);

    // then
    isUpgraded(scene, outcome);
  }

  @Test
  void a_run_ends_by_name_where_no_new_node_can_be_had_and_none_may_go() {
    // given
    Scene scene = machines(Scene.small(NODES, 0, 4), NODES);

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    assertThat(((UpgradeOutcome.Failed) outcome).reason()).isEqualTo(FailureReason.NO_CAPACITY);
    assertThat(scene.violations()).isEmpty();
    assertThat(scene.group().desired()).isEqualTo(NODES);
    assertThat(scene.closedNodes()).isEmpty();
  }

  @Test
  void new_nodes_come_in_the_zones_that_have_machines() {
    // given
    Scene scene = Scene.surging(3);
    scene.world.cloud.zoneHasCapacity("a", false).zoneHasCapacity("b", false);

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    isUpgraded(scene, outcome);
  }

  private static Scene machines(Scene scene, int most) {
    scene.world.cloud.coreQuota(most * CORES);
    return scene;
  }

  private static int peak(Scene scene) {
    return scene.world.cloud.group(World.GROUP).peakInstances();
  }

  private static void isUpgraded(Scene scene, UpgradeOutcome outcome) {
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.violations()).isEmpty();
    assertThat(scene.group().instances())
        .hasSize(NODES)
        .allMatch(instance -> instance.image().equals(World.NEW));
  }
}
