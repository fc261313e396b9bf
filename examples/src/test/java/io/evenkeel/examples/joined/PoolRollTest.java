package io.evenkeel.examples.joined;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.NodePoolBuilder;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.examples.controlplane.Await;
import io.evenkeel.examples.karpenter.PoolBudget;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pools of real Karpenter are rolled under the shipped role, within every budget. */
@Tag("real-cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolRollTest {
  private static final int NODES = 10;

  private PoolStage stage;

  /** The three ways. */
  enum Way {
    DRIVEN(pool -> pool.driven(Quantity.nodes(3))),
    GATED(pool -> pool.gated(Quantity.nodes(3))),
    WATCHED(NodePoolBuilder::watched);

    final Consumer<NodePoolBuilder> how;

    Way(Consumer<NodePoolBuilder> how) {
      this.how = how;
    }
  }

  @BeforeAll
  void start() throws Exception {
    stage = PoolStage.start();
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  @ParameterizedTest
  @EnumSource
  void a_pool_is_rolled_within_every_budget_and_nothing_of_ours_is_left(Way way) throws Exception {
    // given
    String pool = way.name().toLowerCase(Locale.ROOT);
    stage.pool(pool, NODES);
    // What has drifted may be taken by Karpenter before the run holds it.
    stage.change(stage.manifest(pool).budgets(PoolBudget.of(way == Way.WATCHED ? "100%" : "0")));
    PoolWitness witness = PoolWitness.of(pool, stage.admin());
    stage.drift(pool);

    // when
    PoolRun roll = PoolRun.start(stage, pool, way.how);
    if (way != Way.WATCHED) {
      Await.until("every node to be held", PoolStage.LONG, () -> witness.held() == NODES);
      stage.change(stage.manifest(pool).budgets(PoolBudget.of("100%")));
    }
    UpgradeOutcome outcome = roll.await();

    // then
    System.err.printf(
        "%s: %s, most nodes %d, fewest ready %d, moves per pod %.3f, lowest %s%n",
        way,
        Duration.between(outcome.summary().started(), outcome.summary().ended()),
        witness.mostNodes(),
        witness.fewestReady(),
        witness.movesPerPod(),
        witness.lowest());
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(witness.nodesNow()).doesNotContainAnyElementsOf(witness.nodesAtFirst());
    assertThat(witness.violations()).isEmpty();
    assertThat(witness.leftovers()).isEmpty();
    witness.close();
    stage.remove(pool);
  }
}
