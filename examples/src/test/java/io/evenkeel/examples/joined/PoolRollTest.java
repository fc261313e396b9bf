package io.evenkeel.examples.joined;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.NodePoolBuilder;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.examples.controlplane.Await;
import io.evenkeel.examples.controlplane.ShippedRole;
import io.evenkeel.examples.karpenter.PoolBudget;
import io.evenkeel.simulation.ScaledTimeline;
import io.evenkeel.simulation.SimulatedControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pools of real Karpenter are rolled under the shipped role, within every budget. */
@Tag("real-cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolRollTest {
  /** Thirty are what the table in the manual was measured with. */
  private static final int NODES = Integer.getInteger("evenkeel.pool.nodes", 10);

  private PoolStage stage;

  /** The ways, each with the limit by which it goes. */
  enum Way {
    WATCHED_10_PERCENT("10%", NodePoolBuilder::watched),
    WATCHED_100_PERCENT("100%", NodePoolBuilder::watched),
    GATED_3("100%", pool -> pool.gated(Quantity.nodes(3))),
    DRIVEN_3("100%", pool -> pool.driven(Quantity.nodes(3))),
    DRIVEN_50_PERCENT("100%", pool -> pool.driven(Quantity.percent(50)));

    private final String budget;
    private final Consumer<NodePoolBuilder> how;

    Way(String budget, Consumer<NodePoolBuilder> how) {
      this.budget = budget;
      this.how = how;
    }

    boolean watches() {
      return name().startsWith("WATCHED");
    }

    int mostNodes() {
      return switch (this) {
        case DRIVEN_50_PERCENT -> NODES + (NODES + 1) / 2;
        case DRIVEN_3, GATED_3 -> NODES + 3;
        default -> Integer.MAX_VALUE;
      };
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
  void a_pool_is_rolled_within_every_limit_and_nothing_of_ours_is_left(Way way) throws Exception {
    // given: what has drifted may be taken by Karpenter before the run holds it
    String pool = way.name().toLowerCase(Locale.ROOT).replace('_', '-');
    AuditTrail audit = AuditTrail.fromNowOn(stage.plane().auditLog(), ShippedRole.USER);
    try (PoolWitness witness = drifted(pool, NODES);
        PoolRun roll = PoolRun.start(stage, pool, way.how)) {

      // when
      if (!way.watches()) {
        Await.until("every node to be held", PoolStage.LONG, () -> witness.held() == NODES);
      }
      stage.change(stage.manifest(pool).budgets(PoolBudget.of(way.budget)));
      UpgradeOutcome outcome = roll.await();

      // then
      tell(way, outcome, witness, audit);
      assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
      assertThat(witness.nodesNow()).doesNotContainAnyElementsOf(witness.nodesAtFirst());
      assertThat(witness.violations()).isEmpty();
      assertThat(witness.leftovers()).isEmpty();
      assertThat(witness.mostNodes()).isLessThanOrEqualTo(way.mostNodes());
    } finally {
      stage.remove(pool);
    }
  }

  private static void tell(Way way, UpgradeOutcome outcome, PoolWitness seen, AuditTrail audit)
      throws Exception {
    long seconds =
        Duration.between(outcome.summary().started(), outcome.summary().ended()).toSeconds();
    System.err.printf(
        "| %s | %d nodes | %d s | %.3f moves per pod | most nodes %d, fewest ready %d | lowest %s |"
            + " %d requests%n",
        way,
        NODES,
        seconds,
        seen.movesPerPod(),
        seen.mostNodes(),
        seen.fewestReady(),
        seen.lowest(),
        audit.requests().size());
  }

  @Test
  void a_run_that_is_cancelled_half_way_leaves_nothing_of_ours() throws Exception {
    // given
    try (PoolWitness witness = drifted("cancelled", 6);
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
    try (PoolWitness witness = drifted("killed", 6)) {
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

  @Test
  void a_pool_follows_its_control_plane_node_by_node_as_in_auto_mode() throws Exception {
    // given
    String pool = "follows";
    stage.pool(pool, 6);
    try (PoolWitness witness = PoolWitness.of(pool, stage.admin());
        ScaledTimeline cloud = ScaledTimeline.atSpeed(60)) {
      AtomicLong heldBefore = new AtomicLong();
      SimulatedControlPlane eks =
          SimulatedControlPlane.on(cloud, "1.34")
              .upgradesWithin(Duration.ofMinutes(9))
              .onVersion(
                  version -> {
                    heldBefore.set(witness.held());
                    CompletableFuture.runAsync(() -> stage.becomes(version, pool));
                  });

      // when
      PoolRun roll =
          PoolRun.start(
              stage,
              pool,
              nodes -> nodes.gated(Quantity.nodes(2)),
              plan -> plan.controlPlane(eks.provider(), control -> control.to("1.35")));
      UpgradeOutcome outcome = roll.await();

      // then
      assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
      assertThat(heldBefore).as("nodes held before the version changed").hasValue(6);
      assertThat(stage.admin().get("/version").body()).contains("\"emulationMinor\": \"35\"");
      assertThat(witness.nodesNow()).doesNotContainAnyElementsOf(witness.nodesAtFirst());
      assertThat(witness.violations()).isEmpty();
      assertThat(witness.leftovers()).isEmpty();
      assertThat(witness.mostNodes()).isLessThanOrEqualTo(8);
    } finally {
      stage.remove(pool);
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

  /** A pool whose nodes have drifted, and which Karpenter may not touch by itself. */
  private PoolWitness drifted(String pool, int nodes) throws Exception {
    stage.pool(pool, nodes);
    stage.change(stage.manifest(pool).budgets(PoolBudget.of("0")));
    PoolWitness witness = PoolWitness.of(pool, stage.admin());
    stage.drift(pool);
    return witness;
  }

  /** What keeps a pool from being rolled. */
  enum Blocked {
    BUDGET_OF_PODS(FailureReason.DRAIN_STUCK, "PodDisruptionBudget default/budget-of-pods-web"),
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
    try (PoolWitness witness = drifted(pool, 2);
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

  private void block(Blocked blocked, String pool, PoolRun roll) throws Exception {
    Await.until("the roll to begin", PoolStage.LONG, roll::begun);
    switch (blocked) {
      case BUDGET_OF_PODS -> stage.workloads().budget(PoolStage.service(pool, "web"), 0);
      case POD_NOT_TO_BE_DISRUPTED -> stage.keepPods(PoolStage.service(pool, "web"));
      case WINDOW_OF_THE_POOL -> {}
      case NO_CAPACITY -> stage.change(stage.manifest(pool).limit("nodes", "2"));
    }
  }
}
