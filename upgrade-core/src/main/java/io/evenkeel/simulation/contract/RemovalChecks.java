package io.evenkeel.simulation.contract;

import static io.evenkeel.simulation.contract.CheckedProvisioner.check;

import io.evenkeel.model.Pod;
import io.evenkeel.simulation.contract.PoolSettings.Consolidation;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** How nodes go that are not needed. */
final class RemovalChecks {
  private static final Duration SOON = Duration.ofSeconds(1);

  private RemovalChecks() {}

  static List<ContractCheck> all(Supplier<ProvisionerHarness> harness) {
    return List.of(
        check("an empty node goes", "empty", harness, c -> empty(c)),
        check("headroom keeps its node", "kept", harness, c -> kept(c)),
        check("half empty nodes become one where the pool says so", "half", harness, c -> half(c)));
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
    halfEmpty(List.of(pool, witness));
    witness.change(witness.settings().consolidates(Consolidation.WHEN_EMPTY, SOON));
    pool.change(pool.settings().consolidates(Consolidation.WHEN_EMPTY_OR_UNDERUTILIZED, SOON));
    pool.until("one node", () -> pool.nodes().size() == 1);
    witness.untouched(witness.nodeOfOnly("a"));
    witness.untouched(witness.nodeOfOnly("b"));
  }

  /** Makes two nodes with one pod each, and room for another. */
  private static void halfEmpty(List<CheckedPool> pools) {
    for (String app : List.of("a", "b")) {
      pools.forEach(pool -> pool.deploy(pool.name + "-" + app, 2, 1));
      pools.forEach(pool -> pool.deploy(pool.name + "-filler-" + app, 2, 1));
      pools.forEach(pool -> pool.untilReady(pool.name + "-" + app, 1));
      pools.forEach(pool -> pool.untilReady(pool.name + "-filler-" + app, 1));
    }
    for (CheckedPool pool : pools) {
      pool.removed(pool.name + "-filler-a");
      pool.removed(pool.name + "-filler-b");
      Expect.that(
          !pool.nodeOfOnly("a").equals(pool.nodeOfOnly("b")), "a node for each", pool.nodes());
    }
  }
}
