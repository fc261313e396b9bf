package io.evenkeel.simulation.contract;

import static io.evenkeel.simulation.contract.CheckedProvisioner.check;

import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.Pod;
import java.util.List;
import java.util.function.Supplier;

/** How pods without room make nodes. */
final class ProvisioningChecks {

  private ProvisioningChecks() {}

  static List<ContractCheck> all(Supplier<ProvisionerHarness> harness) {
    return List.of(
        check("pods without room make nodes, from none", "pending", harness, c -> fromNone(c)),
        check("pods that fit together share a node", "shared", harness, c -> share(c)),
        check("a pool stays within its limit", "limit", harness, c -> withinLimit(c)),
        check("headroom gives way and makes a node", "headroom", harness, c -> headroom(c)));
  }

  private static void fromNone(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    Expect.same(List.of(), pool.nodes(), "the nodes before there are pods");
    List<Node> nodes = pool.filling(2);
    Expect.same(2, nodes.size(), "the number of nodes");
    for (Node node : nodes) {
      Expect.same("one", node.meta().labels().getOrDefault("image", ""), "the label image");
      pool.until("the claim of " + node.name(), () -> inService(pool, node));
    }
  }

  private static boolean inService(CheckedPool pool, Node node) {
    return pool.claims().stream()
        .filter(claim -> claim.node().filter(node.name()::equals).isPresent())
        .anyMatch(claim -> claim.state() == NodeClaim.State.IN_SERVICE);
  }

  private static void share(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    Expect.same(2, pool.deployed(pool.name, 3, 6).size(), "the nodes of six pods, three on each");
  }

  private static void withinLimit(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    CheckedPool witness = c.witness();
    pool.change(pool.settings().maxNodes(1));
    pool.filling(1);
    pool.deploy(pool.name, 1, 2);
    witness.filling(1);
    Expect.same(1, pool.claims().size(), "the nodes of a pool that may have one");
    pool.change(pool.settings().maxNodes(2));
    pool.untilReady(pool.name, 2);
    Expect.same(2, pool.nodes().size(), "the nodes of a pool that may have two");
  }

  private static void headroom(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    String first = pool.filling(1).get(0).name();
    String headroom = pool.name + "-room";
    pool.headroom(headroom);
    Pod spare = pool.only(headroom);
    String second = CheckedPool.nodeOf(spare);
    Expect.that(!second.equals(first), "the headroom on a node of its own", spare);
    c.harness.deleteClaim(pool.claimOf(first));
    pool.untilGone(first);
    pool.untilReady(pool.name, 1);
    Expect.same(second, CheckedPool.nodeOf(pool.only(pool.name)), "the node of the evicted pod");
    pool.untilReady(headroom, 1);
    Expect.that(
        !CheckedPool.nodeOf(pool.only(headroom)).equals(second),
        "the headroom on the next node",
        pool.nodes());
  }
}
