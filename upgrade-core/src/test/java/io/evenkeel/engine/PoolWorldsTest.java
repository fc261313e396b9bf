package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many made-up pools, workloads and troubles, with a provisioner that consolidates meanwhile and
 * processes that die: whatever happens, budgets and surge hold, and nothing of ours is left.
 *
 * <p>{@code -Devenkeel.pool.worlds=N} plays more of them, {@code -Devenkeel.seed=S} begins with
 * another.
 */
class PoolWorldsTest {
  private static final int WORLDS = Integer.getInteger("evenkeel.pool.worlds", 150);
  private static final long FIRST = Long.getLong("evenkeel.seed", 20261130);

  @Test
  void whatever_becomes_of_a_pool_its_limits_hold_and_nothing_of_ours_is_left() {
    // when
    List<String> violations = new ArrayList<>();
    Map<String, Integer> endings = new TreeMap<>();
    for (long seed = FIRST; seed < FIRST + WORLDS; seed++) {
      PoolWorld world = new PoolWorld(seed);
      endings.merge(world.play(), 1, Integer::sum);
      violations.addAll(world.violations());
    }

    // then
    System.out.println("worlds of pools from seed " + FIRST + ": " + WORLDS + " " + endings);
    assertThat(violations).isEmpty();
    assertThat(endings.getOrDefault("succeeded", 0)).isGreaterThan(WORLDS * 2 / 3);
  }

  /**
   * Worlds in which there was once a machine too many: for pods that fitted in one order and not in
   * another, for two requests where one was meant, for nodes that drifted after pods had been led
   * to them, and for a fresh node that was saved again.
   */
  @ParameterizedTest
  @ValueSource(
      longs = {
        20261333, 20260350, 20260763, 20260893, 20261336, 20261592, 20262531, 20262914, 20260111,
        20261619, 20261869, 20262325, 20262382, 20262800
      })
  void there_is_no_machine_too_many(long seed) {
    // when
    PoolWorld world = new PoolWorld(seed);
    world.play();

    // then
    assertThat(world.violations()).isEmpty();
  }
}
