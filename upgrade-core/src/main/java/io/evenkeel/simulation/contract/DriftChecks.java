package io.evenkeel.simulation.contract;

import static io.evenkeel.simulation.contract.CheckedProvisioner.check;

import io.evenkeel.model.NodeClaim;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** How nodes of another image are replaced. */
final class DriftChecks {

  private DriftChecks() {}

  static List<ContractCheck> all(Supplier<ProvisionerHarness> harness) {
    return List.of(
        check("a changed pool makes its nodes outdated", "outdated", harness, c -> outdated(c)),
        check("an outdated node goes once its replacement is", "drift", harness, c -> drifts(c)),
        check("an outdated node without pods just goes", "drift-empty", harness, c -> empty(c)),
        check("a pool at its limit replaces all the same", "drift-limit", harness, c -> limit(c)));
  }

  private static void outdated(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    pool.change(pool.settings().budget("0"));
    pool.filling(2);
    pool.change(pool.settings().budget("0").image("two"));
    pool.until("both to be outdated", () -> pool.claims().stream().allMatch(DriftChecks::isOld));
    Expect.same(0, pool.watch.disrupted(pool.name).size(), "the nodes that go");
  }

  private static boolean isOld(NodeClaim claim) {
    return claim.outdatedBecause().isPresent();
  }

  private static void drifts(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    pool.filling(2);
    replacedFirst(pool, pool.settings());
  }

  private static void replacedFirst(CheckedPool pool, PoolSettings settings) {
    pool.watch.noteFirstLoss(pool.name, "two");
    pool.change(settings.image("two"));
    pool.untilReplaced("two", 2);
    int ready = pool.watch.readyAtFirstLoss(pool.name);
    Expect.that(ready > 0, "a new node to be ready before the first pod went", ready);
  }

  private static void empty(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    Set<String> both = pool.nodeNames(pool.filling(2));
    pool.deploy(pool.name, 1, 1);
    pool.until("one pod", () -> pool.watch.view().pods(pool.name).size() == 1);
    pool.untilReady(pool.name, 1);
    pool.change(pool.settings().image("two"));
    pool.untilReplaced("two", 1);
    Expect.that(
        pool.nodes().stream().noneMatch(node -> both.contains(node.name())),
        "one new node in the place of two",
        pool.nodes());
  }

  /** The limit holds for nodes that pods ask for; a replacement may exceed it for a while. */
  private static void limit(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    pool.change(pool.settings().maxNodes(2));
    pool.filling(2);
    replacedFirst(pool, pool.settings().maxNodes(2));
  }
}
