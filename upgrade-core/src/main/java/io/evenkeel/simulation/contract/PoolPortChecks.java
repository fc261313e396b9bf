package io.evenkeel.simulation.contract;

import static io.evenkeel.simulation.contract.CheckedProvisioner.check;

import io.evenkeel.Quantity;
import io.evenkeel.Target;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodePool;
import io.evenkeel.model.NodeRequest;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.RolloutGroup;
import io.evenkeel.spi.RolloutOrder;
import io.evenkeel.spi.RolloutPace;
import io.evenkeel.spi.RolloutState;
import io.evenkeel.spi.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What the port to node pools tells of them, and what comes of what is asked by it. */
final class PoolPortChecks {

  private PoolPortChecks() {}

  static List<ContractCheck> all(Supplier<ProvisionerHarness> harness) {
    return List.of(
        check("a pool is told with its nodes", "told", harness, c -> told(c)),
        check("a pool that is not there is missing", "missing", harness, c -> missing(c)),
        check("changes of a pool are hinted at", "hints", harness, c -> hints(c)),
        check("a pool becomes what it makes, and nothing else", "target", harness, c -> target(c)),
        check("a budget is tightened and given back", "pace", harness, c -> pace(c)),
        check("each node that is asked for comes, and stays", "asked", harness, c -> asked(c)),
        check("pods take the place of a request", "place", harness, c -> place(c)),
        check("a roll is over when no node is outdated", "rolled", harness, c -> rolled(c)));
  }

  private static void told(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    PoolPort port = new PoolPort(pool);
    List<Node> nodes = port.filling(2);
    RolloutGroup group = port.group();
    Expect.that(nodes.stream().allMatch(group::includes), "both nodes to be the pool's", group);
    Expect.same(NodePool.Kind.CUSTOM, port.content().kind(), "the kind");
    for (NodeClaim claim : port.content().claims()) {
      Expect.that(!claim.type().isEmpty(), "a machine type", claim);
      Expect.that(claim.outdatedBecause().isEmpty(), "a node as wanted", claim);
      Expect.that(pool.nodeNames(nodes).contains(claim.node().orElse("")), "its node", claim);
    }
  }

  private static void missing(CheckedProvisioner c) {
    PoolPort port = new PoolPort(c.pool());
    port.until("the pool itself", seen -> seen.claims().isEmpty());
    Expect.answered(Answer.Missing.class, port.ask(p -> p.observe("nowhere")), "to observe");
    Expect.answered(Answer.Missing.class, port.ask(p -> p.request("nowhere", "a")), "to request");
  }

  private static void hints(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    PoolPort port = new PoolPort(pool);
    AtomicInteger hints = new AtomicInteger();
    Subscription subscription = c.harness.provider().onChange(pool.name, hints::incrementAndGet);
    try {
      port.filling(1);
      pool.until("a hint", () -> hints.get() > 0);
    } finally {
      subscription.close();
    }
  }

  private static void target(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    PoolPort port = new PoolPort(pool);
    port.filling(1);
    Expect.that(!port.target().description().isEmpty(), "a description", port.target());
    Expect.answered(
        Answer.Refused.class, port.ask(p -> p.resolve(pool.name, Target.image("ami-1"))), "image");
    Expect.answered(
        Answer.Refused.class,
        port.ask(p -> p.resolve(pool.name, Target.launchTemplate("lt", 1))),
        "a launch template");
  }

  private static void pace(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    pool.change(pool.settings().budget("100%"));
    PoolPort port = new PoolPort(pool);
    port.filling(2);
    RolloutPace before = port.group().pace();
    RolloutPace one = new RolloutPace(Quantity.nodes(1), RolloutPace.Capacity.SURGE);
    Expect.same(Quantity.percent(100), before.maxUnavailable(), "the budget");
    port.told("to tighten", p -> p.pace(pool.name, one));
    Expect.same(one, port.group().pace(), "the budget that was tightened");
    port.told("to give it back", p -> p.pace(pool.name, before));
    Expect.same(before, port.group().pace(), "the budget that was given back");
  }

  private static void asked(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    PoolPort port = new PoolPort(pool);
    port.filling(1);
    port.requestsMet("a", "b");
    port.request("a");
    List<Optional<String>> nodes =
        PoolPort.met(port.content()).stream().map(NodeRequest::node).distinct().toList();
    Expect.same(2, nodes.size(), "the nodes that have come");
    Expect.same(3, PoolPort.inService(port.content()).size(), "the nodes in service");
    port.withdraw("a");
    port.withdraw("b");
    Expect.answered(
        Answer.Missing.class, port.ask(p -> p.withdraw(pool.name, "a")), "to do so once more");
    port.told("to tidy", p -> p.tidy(pool.name));
    port.until("no request", seen -> seen.requests().isEmpty());
    Expect.same(3, PoolPort.inService(port.content()).size(), "the nodes in service");
  }

  private static void place(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    PoolPort port = new PoolPort(pool);
    String old = port.filling(1).get(0).name();
    port.requestsMet("a");
    Optional<String> fresh = PoolPort.met(port.content()).get(0).node();
    port.remove(claimOf(old, port));
    pool.untilGone(old);
    pool.untilReady(pool.name, 1);
    Expect.same(fresh, pool.only(pool.name).nodeName(), "the pod's node");
    port.told("to tidy", p -> p.tidy(pool.name));
  }

  private static NodeClaim claimOf(String node, PoolPort port) {
    return port.content().claims().stream()
        .filter(claim -> claim.node().filter(node::equals).isPresent())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no claim has the node " + node));
  }

  private static void rolled(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    PoolSettings settings = pool.settings().budget("0");
    pool.change(settings);
    PoolPort port = new PoolPort(pool);
    String old = port.filling(1).get(0).name();
    pool.change(settings.image("two"));
    port.until("the node to be outdated", PoolPort::isOutdated);
    RolloutOrder order = new RolloutOrder(port.target(), RolloutOrder.UndrainedNodes.KEEP);
    String roll = port.told("to start", p -> p.start(pool.name, order, "token"));
    Expect.same(RolloutState.Stage.IN_PROGRESS, stage(port, pool, roll), "the roll");
    Expect.answered(
        Answer.Refused.class, port.ask(p -> p.cancel(pool.name, roll)), "to stop the roll");
    port.requestsMet("a");
    NodeClaim outdated = claimOf(old, port);
    port.remove(outdated);
    pool.untilGone(old);
    pool.until(
        "the roll to be over", () -> stage(port, pool, roll) == RolloutState.Stage.SUCCEEDED);
    Expect.same(List.of(), port.told("to verify", p -> p.verify(pool.name, order.target())), "it");
    Expect.answered(
        Answer.Missing.class, port.ask(p -> p.remove(pool.name, outdated)), "to remove it again");
    port.told("to tidy", p -> p.tidy(pool.name));
  }

  private static RolloutState.Stage stage(PoolPort port, CheckedPool pool, String roll) {
    return port.told("to follow", p -> p.progress(pool.name, roll)).stage();
  }
}
