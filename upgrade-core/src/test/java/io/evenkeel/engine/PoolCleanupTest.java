package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.RolloutGroup;
import io.evenkeel.spi.RolloutPace;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What an abandoned run has left of a node pool's roll is removed. */
class PoolCleanupTest {
  private final PoolScene scene = new PoolScene(pool -> pool.budget("100%"));

  @Test
  void requests_marks_and_the_budget_of_a_pool_are_taken_back() {
    // given
    RolloutPace before = pace();
    abandoned();
    assertThat(scene.marksLeft()).anyMatch(left -> left.contains("headroom"));
    assertThat(pace()).isNotEqualTo(before);

    // when
    UpgradeOutcome outcome =
        outside().cleanup(Cleanup.of(scene.pools.provider(), PoolScene.POOL), scene.recorder());

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Stopped.class);
    assertThat(scene.marksLeft()).isEmpty();
    assertThat(pace()).isEqualTo(before);
    assertThat(outside().status()).isEmpty();
    assertThat(scene.broken).isEmpty();
  }

  @Test
  void a_pool_whose_roll_has_begun_is_not_forgotten() {
    // given
    scene.pools.pool("others", pool -> pool.size(1).neverConsolidates());
    abandoned();

    // when
    UpgradeOutcome outcome = outside().cleanup(Cleanup.of(scene.pools.provider(), "others"));

    // then
    assertThat(((UpgradeOutcome.Failed) outcome).reason()).isEqualTo(FailureReason.PREFLIGHT);
    assertThat(((UpgradeOutcome.Failed) outcome).message()).contains("node pool " + PoolScene.POOL);
    assertThat(scene.marksLeft()).isNotEmpty();
  }

  private void abandoned() {
    scene.pools.drift(PoolScene.POOL);
    Upgrader first = scene.upgrader("first");
    first.start(
        scene.plan(pool -> pool.driven(Quantity.nodes(2)).tightenBudget(Quantity.nodes(1))),
        scene.recorder());
    scene.time.runUntil(
        () -> scene.marksLeft().stream().anyMatch(left -> left.contains("headroom")),
        Duration.ofHours(2));
    first.close();
  }

  private RolloutPace pace() {
    CompletableFuture<Answer<RolloutGroup>> answer =
        scene.pools.provider().observe(PoolScene.POOL).toCompletableFuture();
    scene.time.runUntil(answer::isDone, Duration.ofMinutes(1));
    return answer.join().value().orElseThrow().pace();
  }

  private RunControl outside() {
    return scene.upgrader("operator").control(scene.cluster.client());
  }
}
