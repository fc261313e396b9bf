package io.evenkeel.examples.joined;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.NodePoolBuilder;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.examples.controlplane.Await;
import io.evenkeel.examples.controlplane.ShippedRole;
import io.evenkeel.examples.karpenter.PoolBudget;
import io.evenkeel.simulation.ScaledTimeline;
import io.evenkeel.simulation.SimulatedControlPlane;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
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
import org.junit.jupiter.params.provider.MethodSource;

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

  /** Every build goes three ways; what is measured goes all, or those that are named. */
  static List<Way> ways() {
    String named = System.getProperty("evenkeel.pool.ways", "");
    if (!named.isEmpty()) {
      return Arrays.stream(named.split(",")).map(Way::valueOf).toList();
    }
    return NODES > 10
        ? List.of(Way.values())
        : List.of(Way.WATCHED_100_PERCENT, Way.GATED_3, Way.DRIVEN_3);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void a_pool_is_rolled_within_every_limit_and_nothing_of_ours_is_left(Way way) throws Exception {
    // given: what has drifted may be taken by Karpenter before the run holds it
    String pool = way.name().toLowerCase(Locale.ROOT).replace('_', '-');
    AuditTrail audit = AuditTrail.fromNowOn(stage.plane().auditLog(), ShippedRole.USER);
    try (PoolWitness witness = stage.drifted(pool, NODES);
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
}
