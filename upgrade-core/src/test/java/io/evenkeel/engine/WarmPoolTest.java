package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.NodeStage;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.simulation.SimulatedGroup;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What was prepared before a run comes old as it is, and is not taken for a new node. */
class WarmPoolTest {
  private final Scene scene = Scene.surging(World.small(3, options -> options.warmPool(2)), 1);
  private final SimulatedGroup group = scene.world.cloud.group(World.GROUP);

  @Test
  void prepared_machines_are_no_members_of_the_group() {
    assertThat(group.state().instances()).hasSize(3);
    assertThat(group.warmPool()).hasSize(2);
  }

  @Test
  void a_node_that_comes_old_from_the_warm_pool_is_outdated_and_is_replaced_as_well() {
    // given
    UpgradeRun run = scene.start();
    scene.passes(Duration.ofSeconds(30));
    String prepared = group.state().instances().get(3).id();

    // when
    group.deleteWarmPool();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(scene.events)
        .filteredOn(UpgradeEvent.NodeMoved.class::isInstance)
        .map(UpgradeEvent.NodeMoved.class::cast)
        .anyMatch(moved -> moved.node().equals(prepared) && moved.to() == NodeStage.OUTDATED);
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.violations()).isEmpty();
    assertThat(group.state().instances())
        .hasSize(3)
        .allMatch(instance -> instance.image().equals(World.NEW));
  }

  @Test
  void where_only_old_machines_come_the_run_ends_by_name_and_the_group_is_as_before() {
    // given
    var before = group.state().instances();

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    assertThat(((UpgradeOutcome.Failed) outcome).reason()).isEqualTo(FailureReason.NO_CAPACITY);
    assertThat(scene.violations()).isEmpty();
    assertThat(group.state().desired()).isEqualTo(3);
    assertThat(group.state().instances()).isNotEmpty().hasSameSizeAs(before);
  }
}
