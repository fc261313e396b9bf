package io.evenkeel.engine;

import static io.evenkeel.simulation.SimulationAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Quantity;
import io.evenkeel.UpgradeOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpgraderTest {

  @Test
  void replaces_every_node_once_and_moves_every_pod_once() {
    // given
    World world = World.shop();

    // when
    UpgradeOutcome outcome = world.upgrade(group -> group.maxSurge(Quantity.nodes(2)));

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(outcome.summary().replaced()).isEqualTo(6);
    assertThat(world.cluster).keptAvailable("shop/myapp", 8).evictedEveryPodAtMostOnce();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void leaves_the_zones_even_so_that_rebalancing_can_be_resumed(long seed) {
    // given
    World world = World.shop(seed);

    // when
    world.upgrade(group -> group.maxSurge(Quantity.nodes(2)));

    // then
    assertThat(world.cloud.group(World.GROUP).state().suspended()).isEmpty();
  }
}
