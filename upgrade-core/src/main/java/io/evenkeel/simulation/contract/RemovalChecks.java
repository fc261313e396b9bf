package io.evenkeel.simulation.contract;

import static io.evenkeel.simulation.contract.CheckedProvisioner.check;

import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.contract.PoolSettings.Consolidation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How nodes go that are not needed, or that are too old. */
final class RemovalChecks {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration AGE = Duration.ofSeconds(30);

  private RemovalChecks() {}

  static List<ContractCheck> all(Supplier<ProvisionerHarness> harness) {
    return List.of(
        check("an empty node goes", "empty", harness, c -> empty(c)),
        check("headroom keeps its node", "kept", harness, c -> kept(c)),
        check("half empty nodes become one where the pool says so", "half", harness, c -> half(c)),
        check("a node goes at its age, whatever the budget", "expired", harness, c -> expires(c)));
  }

  private static void empty(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    pool.change(pool.settings().consolidates(Consolidation.WHEN_EMPTY, SOON));
    pool.filling(2);
    pool.deploy(pool.name, 1, 1);
    pool.until("one pod", () -> pool.watch.view().pods(pool.name).size() == 1);
    Pod stays = pool.only(pool.name);
    pool.until("the empty node to go", () -> pool.nodes().size() == 1);
    Expect.same(stays.uid(), pool.only(pool.name).uid(), "the pod that stays");
  }

  private static void kept(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    CheckedPool witness = c.witness();
    pool.change(pool.settings().consolidates(Consolidation.WHEN_EMPTY, SOON));
    witness.change(witness.settings().consolidates(Consolidation.WHEN_EMPTY, SOON));
    pool.headroom(pool.name);
    String node = CheckedPool.nodeOf(pool.only(pool.name));
    witness.filling(1);
    witness.removed(witness.name);
    witness.until("the empty node to go", () -> witness.nodes().isEmpty());
    pool.untouched(node);
  }

  private static void half(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    CheckedPool witness = c.witness();
    halfEmpty(witness);
    halfEmpty(pool);
    witness.change(witness.settings().consolidates(Consolidation.WHEN_EMPTY, SOON));
    pool.change(pool.settings().consolidates(Consolidation.WHEN_EMPTY_OR_UNDERUTILIZED, SOON));
    pool.until("one node", () -> pool.nodes().size() == 1);
    Expect.same(2, witness.nodes().size(), "the nodes of a pool that gives up only empty ones");
    witness.nodes().forEach(node -> witness.untouched(node.name()));
  }

  /** Makes two nodes with one pod each, and room for another. */
  private static void halfEmpty(CheckedPool pool) {
    for (String app : List.of("a", "b")) {
      pool.deploy(pool.name + "-filler-" + app, 2, 1);
      pool.deployed(pool.name + "-" + app, 2, 1);
      pool.untilReady(pool.name + "-filler-" + app, 1);
    }
    Expect.same(2, pool.nodes().size(), "the nodes of four pods, two on each");
    for (String app : List.of("a", "b")) {
      pool.removed(pool.name + "-filler-" + app);
    }
  }

  private static void expires(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    pool.change(pool.settings().budget("0").expireAfter(AGE));
    String old = pool.filling(1).get(0).name();
    NodeClaim claim = pool.claimOf(old);
    Instant end = claim.createdAt().plus(AGE);
    Expect.same(Optional.of(end), claim.expiresAt(), "when the node expires");
    pool.until("the node to be told to go", () -> leaves(pool, claim));
    Expect.that(!c.harness.now().isBefore(end), "it to go at its age", c.harness.now());
    pool.untilGone(old);
    pool.untilReady(pool.name, 1);
  }

  private static boolean leaves(CheckedPool pool, NodeClaim claim) {
    return pool.claims().stream()
        .filter(seen -> seen.uid().equals(claim.uid()))
        .noneMatch(seen -> seen.state().staysInPool());
  }
}
