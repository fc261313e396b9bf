package io.evenkeel.simulation.contract;

import static io.evenkeel.simulation.contract.CheckedProvisioner.check;

import io.evenkeel.model.NodeClaim;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** How nodes of another image are replaced, and how a node goes that is told to. */
final class DriftChecks {

  private DriftChecks() {}

  static List<ContractCheck> all(Supplier<ProvisionerHarness> harness) {
    return List.of(
        check("a changed pool makes its nodes outdated", "outdated", harness, c -> outdated(c)),
        check("an outdated node goes once its replacement is", "drift", harness, c -> drifts(c)),
        check("an outdated node without pods just goes", "drift-empty", harness, c -> empty(c)),
        check("a pool at its limit replaces all the same", "drift-limit", harness, c -> limit(c)),
        check("claims that are deleted go by eviction", "deleted", harness, c -> deleted(c)));
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
    pool.watch.countNodesAtFirstLoss(pool.name);
    pool.change(pool.settings().image("two"));
    pool.untilReplaced("two", 2);
    Expect.that(
        pool.watch.nodesAtFirstLoss(pool.name) >= 3,
        "a third node to be ready before a pod went",
        pool.watch.nodesAtFirstLoss(pool.name));
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
    pool.watch.countNodesAtFirstLoss(pool.name);
    pool.change(pool.settings().maxNodes(2).image("two"));
    pool.untilReplaced("two", 2);
    Expect.same(3, pool.watch.nodesAtFirstLoss(pool.name), "the ready nodes as the first pod went");
  }

  private static void deleted(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    Set<String> old = pool.nodeNames(pool.filling(3));
    c.harness.budget(pool.name, 1);
    pool.untilBudgeted(3);
    pool.watch.countReady(pool.name);
    pool.claims().forEach(c.harness::deleteClaim);
    old.forEach(pool::untilGone);
    pool.untilReady(pool.name, 3);
    Expect.same(2, pool.watch.fewestReady(pool.name), "the fewest Ready pods of three");
  }
}
