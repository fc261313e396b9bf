package io.evenkeel.simulation.contract;

import static io.evenkeel.simulation.contract.CheckedProvisioner.check;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What holds a provisioner off an outdated node while others go. */
final class HeldNodeChecks {
  private static final String HELD = "karpenter.sh/do-not-disrupt";

  private HeldNodeChecks() {}

  static List<ContractCheck> all(Supplier<ProvisionerHarness> harness) {
    return List.of(
        check("a node that is held stays until it is let go", "held-node", harness, c -> node(c)),
        check("a node with a held pod stays until that goes", "held-pod", harness, c -> pod(c)),
        check("a node stays while a budget allows nothing", "blocked", harness, c -> blocked(c)),
        check("a held node goes when its claim is deleted", "held-gone", harness, c -> told(c)));
  }

  private static void node(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    List<Node> nodes = pool.filling(2);
    String held = nodes.get(0).name();
    c.harness.annotateNode(held, HELD, Optional.of("true"));
    pool.until("the mark", () -> pool.watch.markedNode(held, HELD));
    othersGo(pool, held);
    c.harness.annotateNode(held, HELD, Optional.empty());
    pool.untilReplaced("two", 2);
  }

  private static void pod(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    pool.filling(2);
    Pod pod = pool.watch.ready(pool.name).get(0);
    c.harness.annotatePod(pod.name(), HELD, Optional.of("true"));
    pool.until("the mark", () -> pool.watch.markedPod(pod, HELD));
    othersGo(pool, CheckedPool.nodeOf(pod));
    Expect.that(pool.watch.view().hasPod(pod.uid()), "the held pod to stay", pool.nodes());
    c.harness.annotatePod(pod.name(), HELD, Optional.empty());
    pool.untilReplaced("two", 2);
  }

  private static void blocked(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    pool.filling(1);
    String blocked = pool.nodes().get(0).name();
    c.harness.budget(pool.name, 0);
    pool.untilBudgeted(1);
    String other = pool.name + "-other";
    pool.deployed(other, 1, 1);
    othersGo(pool, blocked);
    c.harness.budget(pool.name, 1);
    pool.until("both to be replaced", () -> pool.of("two").size() == 2 && pool.nodes().size() == 2);
    pool.untilReady(pool.name, 1);
    pool.untilReady(other, 1);
  }

  /** Makes both nodes of the pool outdated and waits until the one that is not held has gone. */
  private static void othersGo(CheckedPool pool, String held) {
    pool.change(pool.settings().budget("2").image("two"));
    pool.until(
        "the other node to be replaced",
        () -> pool.of("two").size() == 1 && pool.nodes().size() == 2);
    pool.untouched(held);
  }

  private static void told(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    String held = pool.filling(1).get(0).name();
    c.harness.annotateNode(held, HELD, Optional.of("true"));
    c.harness.deleteClaim(pool.claimOf(held));
    pool.untilGone(held);
    pool.untilReady(pool.name, 1);
  }
}
