package io.evenkeel.examples.joined;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.examples.controlplane.Await;
import io.evenkeel.examples.controlplane.ShippedRole;
import io.evenkeel.examples.karpenter.PoolBudget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rolls of pools of real Karpenter that are stopped, killed or blocked on the way. */
@Tag("real-cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolTroubleTest {
  private PoolStage stage;

  @BeforeAll
  void start() throws Exception {
    stage = PoolStage.start();
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  @Test
  void a_run_that_is_cancelled_half_way_leaves_nothing_of_ours() throws Exception {
    // given
    try (PoolWitness witness = stage.drifted("cancelled", 6);
        PoolRun roll = PoolRun.start(stage, "cancelled", pool -> pool.driven(Quantity.nodes(2)))) {
      Await.until("two new nodes that hold pods", PoolStage.LONG, () -> witness.replaced() >= 2);

      // when
      roll.run().cancel();
      UpgradeOutcome outcome = roll.await();

      // then
      assertThat(outcome).isInstanceOf(UpgradeOutcome.Stopped.class);
      Await.until("no marks", PoolStage.LONG, () -> witness.leftovers().isEmpty());
      assertThat(witness.violations()).isEmpty();
      assertThat(witness.mostNodes()).isLessThanOrEqualTo(8);
    } finally {
      stage.remove("cancelled");
    }
  }

  @Test
  void a_process_that_is_killed_half_way_is_gone_on_with_by_the_same_command() throws Exception {
    // given
    try (PoolWitness witness = stage.drifted("killed", 6)) {
      try (CliProcess first = command("killed", 1)) {
        Await.until("two new nodes that hold pods", PoolStage.LONG, () -> witness.replaced() >= 2);

        // when
        first.kill();
        assertThat(first.await(PoolStage.LONG)).as("exit code").isEqualTo(137);
      }
      try (CliProcess second = command("killed", 2)) {
        assertThat(second.await(PoolStage.LONG)).as("exit code, " + second.printed()).isZero();
      }

      // then
      assertThat(witness.nodesNow()).doesNotContainAnyElementsOf(witness.nodesAtFirst());
      assertThat(witness.violations()).isEmpty();
      assertThat(witness.leftovers()).isEmpty();
      assertThat(witness.mostNodes()).isLessThanOrEqualTo(8);
    } finally {
      stage.remove("killed");
    }
  }

  private CliProcess command(String pool, int number) throws Exception {
    return CliProcess.start(
        Path.of("target", "pool-" + pool + "-" + number + ".log"),
        "roll-nodepool",
        "--nodepool=" + pool,
        "--way=driven",
        "--max-surge=2",
        "--lease=15s",
        "--kubeconfig=" + stage.plane().kubeconfig(ShippedRole.USER),
        "--yes",
        "--verbose");
  }

  /** What keeps a pool from being rolled. */
  enum Blocked {
    BUDGET_OF_PODS(
        FailureReason.DRAIN_STUCK, "budget default/budget-of-pods-web keeps 2 of 2 pods"),
    POD_NOT_TO_BE_DISRUPTED(FailureReason.DRAIN_STUCK, "karpenter.sh/do-not-disrupt"),
    WINDOW_OF_THE_POOL(FailureReason.ROLLOUT_FAILED, "the budget (nodes: 0) allows no node"),
    NO_CAPACITY(FailureReason.NO_CAPACITY, "limit");

    private final FailureReason reason;
    private final String words;

    Blocked(FailureReason reason, String words) {
      this.reason = reason;
      this.words = words;
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_blocks_a_roll_is_told_by_name(Blocked blocked) throws Exception {
    // given
    String pool = blocked.name().toLowerCase(Locale.ROOT).replace('_', '-');
    try (PoolWitness witness = stage.drifted(pool, 2);
        PoolRun roll =
            PoolRun.start(
                stage,
                pool,
                how ->
                    (blocked == Blocked.WINDOW_OF_THE_POOL
                            ? how.watched()
                            : how.driven(Quantity.nodes(1)))
                        .patience(Duration.ofSeconds(45)))) {

      // when
      block(blocked, pool, roll);
      UpgradeOutcome outcome = roll.await();

      // then
      assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Failed.class);
      assertThat(((UpgradeOutcome.Failed) outcome).reason())
          .as(outcome.toString())
          .isEqualTo(blocked.reason);
      assertThat(((UpgradeOutcome.Failed) outcome).message()).contains(blocked.words);
      assertThat(witness.leftovers()).isEmpty();
      assertThat(witness.violations()).isEmpty();
    } finally {
      stage.remove(pool);
    }
  }

  @Test
  void a_pool_that_never_lets_a_node_go_is_refused_and_nothing_is_written() throws Exception {
    // given
    try (PoolWitness witness = stage.drifted("never", 1)) {
      stage.change(stage.manifest("never").budgets(PoolBudget.of("0")));

      // when
      try (PoolRun roll = PoolRun.start(stage, "never", pool -> pool.gated(Quantity.nodes(1)))) {
        UpgradeOutcome outcome = roll.await();

        // then
        assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Failed.class);
        assertThat(((UpgradeOutcome.Failed) outcome).reason()).isEqualTo(FailureReason.PREFLIGHT);
        assertThat(((UpgradeOutcome.Failed) outcome).message())
            .contains("the budget (nodes: 0) allows no node at any time");
      }
      assertThat(witness.leftovers()).isEmpty();
      assertThat(witness.nodesNow()).isEqualTo(witness.nodesAtFirst());
    } finally {
      stage.remove("never");
    }
  }

  private void block(Blocked blocked, String pool, PoolRun roll) throws Exception {
    Await.until("the roll to begin", PoolStage.LONG, roll::begun);
    switch (blocked) {
      case BUDGET_OF_PODS -> stage.workloads().budget(PoolStage.service(pool, "web"), 0);
      case POD_NOT_TO_BE_DISRUPTED -> stage.keepPods(PoolStage.service(pool, "web"));
      case WINDOW_OF_THE_POOL -> stage.change(stage.manifest(pool).budgets(PoolBudget.of("0")));
      case NO_CAPACITY -> stage.change(stage.manifest(pool).limit("nodes", "2"));
    }
  }
}
