package io.evenkeel.simulation.contract;

import static io.evenkeel.simulation.contract.CheckedProvisioner.check;

import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** How nodes go that were told to, or that are too old. */
final class DepartureChecks {
  private static final String HELD = "karpenter.sh/do-not-disrupt";
  private static final Duration AGE = Duration.ofSeconds(30);

  private DepartureChecks() {}

  static List<ContractCheck> all(Supplier<ProvisionerHarness> harness) {
    return List.of(
        check("claims that are deleted go by eviction", "deleted", harness, c -> deleted(c)),
        check("pods on nodes that go have nodes made", "waiting", harness, c -> waiting(c)),
        check("a held node goes when its claim is deleted", "held-gone", harness, c -> told(c)),
        check("a node goes at its age, whatever the budget", "expired", harness, c -> expires(c)));
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

  /** Also those that a budget holds: their nodes are made before they are evicted. */
  private static void waiting(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    List<Node> old = pool.filling(3);
    List<Pod> pods = pool.watch.ready(pool.name);
    c.harness.budget(pool.name, 1);
    pool.untilBudgeted(3);
    pool.claims().forEach(c.harness::deleteClaim);
    pool.until(
        "three more nodes", () -> pool.claims().stream().filter(CheckedPool::stays).count() == 3);
    long held = pods.stream().filter(pod -> pool.watch.stays(pod)).count();
    Expect.same(2L, held, "the pods that the budget holds");
    pool.nodeNames(old).forEach(pool::untilGone);
    pool.untilReady(pool.name, 3);
  }

  private static void told(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    String held = pool.filling(1).get(0).name();
    c.harness.annotateNode(held, HELD, Optional.of("true"));
    c.harness.deleteClaim(pool.claimOf(held));
    pool.untilGone(held);
    pool.untilReady(pool.name, 1);
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
