package io.evenkeel.simulation.contract;

import static io.evenkeel.simulation.contract.CheckedProvisioner.check;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import java.time.Duration;
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
        check("a deadline frees a held pod, not a held node", "deadline", harness, c -> late(c)));
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
    pool.untilReplaced("two", 1);
    pool.untilReady(other, 1);
  }

  /**
   * Makes the nodes of the pool outdated and waits until all but the one that is held have gone.
   */
  private static void othersGo(CheckedPool pool, String held) {
    pool.change(pool.settings().budget("2").image("two"));
    pool.untilOnly("two", List.of(held));
  }

  /** What cannot be evicted asks for no node, so that none is made before. */
  private static void late(CheckedProvisioner c) {
    CheckedPool pool = c.pool();
    PoolSettings settings = pool.settings().budget("2").terminationGrace(Duration.ofSeconds(40));
    pool.change(settings);
    List<Node> nodes = pool.filling(2);
    String held = nodes.get(0).name();
    String other = nodes.get(1).name();
    Pod pod = pool.podOn(other);
    c.harness.annotateNode(held, HELD, Optional.of("true"));
    c.harness.annotatePod(pod.name(), HELD, Optional.of("true"));
    pool.until(
        "the marks", () -> pool.watch.markedNode(held, HELD) && pool.watch.markedPod(pod, HELD));
    pool.watch.noteFirstLoss(pool.name, "two");
    pool.change(settings.image("two"));
    pool.untilGone(other);
    pool.untilReady(pool.name, 2);
    Expect.same(0, pool.watch.readyAtFirstLoss(pool.name), "the new nodes as the pod went");
    pool.untouched(held);
  }
}
