package io.evenkeel.simulation.contract;

import static io.evenkeel.simulation.contract.CheckedCluster.check;

import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.ClusterEvent;
import io.evenkeel.spi.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a client tells about its cluster. */
final class WatchChecks {
  private static final String MARK = "contract.evenkeel.io/mark";

  private WatchChecks() {}

  static List<ContractCheck> all(Supplier<ClusterClientHarness> harness) {
    return List.of(
        check("the first event is a snapshot", "first-event", harness, c -> first(c)),
        check("a snapshot holds everything there is", "everything", harness, c -> snapshot(c)),
        check("a pod names its node and its controller", "pod-names", harness, c -> names(c)),
        check("what is new is told after the snapshot", "new-objects", harness, c -> fresh(c)),
        check("changes of an object are told in order", "in-order", harness, c -> inOrder(c)),
        check("what is gone is told with its uid", "gone", harness, c -> gone(c)),
        check(
            "the events of a drain end where a new snapshot does", "agree", harness, c -> agree(c)),
        check("after an interruption nothing is missing", "interrupt", harness, c -> interrupt(c)),
        check("a closed subscription tells nothing more", "closed", harness, c -> closed(c)));
  }

  private static void first(CheckedCluster c) {
    ClusterEvent first = c.view.events().get(0);
    Expect.that(first instanceof ClusterEvent.Synced, "a snapshot first", first);
  }

  private static void snapshot(CheckedCluster c) {
    c.deployed(2);
    c.budgeted(c.name, 1, 2);
    ClusterView later = new ClusterView();
    try (Subscription subscription = c.client.watch(later)) {
      c.until("another snapshot", later::synced);
    }
    Expect.that(later.node(c.name).isPresent(), "the node in it", later.uids());
    Expect.that(later.deployment(c.name).isPresent(), "the Deployment in it", later.uids());
    Expect.that(later.budget(c.name).isPresent(), "the budget in it", later.uids());
    Expect.same(2, later.ready(c.name).size(), "its Ready pods");
  }

  private static void names(CheckedCluster c) {
    Pod pod = c.deployed(1).get(0);
    String node = pod.nodeName().orElse("");
    Expect.that(c.view.node(node).isPresent(), "the pod's node to be known", node);
    Expect.same(
        Optional.of(ObjectKind.REPLICA_SET),
        pod.meta().controller().map(owner -> owner.kind()),
        "the kind of its controller");
  }

  private static void fresh(CheckedCluster c) {
    String second = c.name + "-second";
    c.harness.addNode(second);
    c.until("the new node", () -> c.view.node(second).isPresent());
    c.deployed(1);
    Expect.that(c.view.deployment(c.name).isPresent(), "the Deployment to be told", c.view.uids());
  }

  private static void inOrder(CheckedCluster c) {
    for (int n = 1; n <= 5; n++) {
      c.harness.annotateNode(c.name, MARK, Integer.toString(n));
    }
    c.until("the last mark", () -> mark(c.node()) == 5);
    List<Integer> told = c.view.changesOf(c.node().key()).stream().map(WatchChecks::mark).toList();
    Expect.same(told.stream().sorted().toList(), told, "the marks in the order of writing");
  }

  private static int mark(ClusterObject object) {
    return Integer.parseInt(object.meta().annotations().getOrDefault(MARK, "0"));
  }

  private static void gone(CheckedCluster c) {
    ClusterEvent expected = new ClusterEvent.Removed(c.node().key(), c.node().uid());
    c.harness.removeNode(c.name);
    c.until("the node to be gone", () -> c.view.node(c.name).isEmpty());
    Expect.that(c.view.events().contains(expected), expected + " to be told", "other events");
  }

  private static void agree(CheckedCluster c) {
    Pod pod = c.deployed(2).get(0);
    c.evict(pod);
    c.until("the replacement", () -> !c.view.hasPod(pod.uid()) && c.view.ready(c.name).size() == 2);
    ClusterView later = new ClusterView();
    try (Subscription subscription = c.client.watch(later)) {
      c.until("another snapshot", later::synced);
      c.until("both to agree", () -> later.uids().equals(c.view.uids()));
    }
  }

  private static void interrupt(CheckedCluster c) {
    c.harness.interruptWatches();
    c.harness.annotateNode(c.name, MARK, "7");
    c.until("the change to be known", () -> mark(c.node()) == 7);
    Expect.that(!c.told(ClusterEvent.Failed.class), "no failure", c.view.events().size());
  }

  private static void closed(CheckedCluster c) {
    ClusterView closing = new ClusterView();
    Subscription subscription = c.client.watch(closing);
    c.until("its snapshot", closing::synced);
    subscription.close();
    subscription.close();
    int before = closing.events().size();
    c.harness.annotateNode(c.name, MARK, "3");
    c.until("the change elsewhere", () -> mark(c.node()) == 3);
    Expect.same(before, closing.events().size(), "the number of its events");
  }
}
