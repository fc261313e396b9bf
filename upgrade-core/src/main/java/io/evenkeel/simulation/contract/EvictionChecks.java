package io.evenkeel.simulation.contract;

import static io.evenkeel.simulation.contract.CheckedCluster.check;

import io.evenkeel.model.Pod;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.EvictionAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How pods go: evicted within their budgets, or deleted past them. */
final class EvictionChecks {

  private EvictionChecks() {}

  static List<ContractCheck> all(Supplier<ClusterClientHarness> harness) {
    return List.of(
        check("an evicted pod goes and is replaced", "evicted", harness, c -> evicted(c)),
        check("an eviction may set a grace", "with-grace", harness, c -> withGrace(c)),
        check("an accepted eviction is charged at once", "charged", harness, c -> charged(c)),
        check("a budget that allows none refuses by name", "refused", harness, c -> refused(c)),
        check("a pod with two budgets is misconfigured", "two-budgets", harness, c -> two(c)),
        check("evicting a pod that was replaced finds it gone", "old-uid", harness, c -> old(c)),
        check("evicting a pod that never was finds it gone", "no-pod", harness, c -> never(c)),
        check("a deletion asks no budget", "deleted", harness, c -> deleted(c)),
        check("a deletion spares another pod of that name", "spared", harness, c -> spared(c)));
  }

  private static void evicted(CheckedCluster c) {
    Pod pod = c.deployed(2).get(0);
    Expect.same(new EvictionAnswer.Accepted(), c.evict(pod), "the answer");
    replaced(c, pod, 2);
  }

  private static void withGrace(CheckedCluster c) {
    Pod pod = c.deployed(1).get(0);
    EvictionAnswer answer = c.ask(client -> client.evict(pod, Optional.of(Duration.ofSeconds(2))));
    Expect.same(new EvictionAnswer.Accepted(), answer, "the answer");
    replaced(c, pod, 1);
  }

  private static void replaced(CheckedCluster c, Pod pod, int replicas) {
    c.until("the pod to go", () -> !c.view.hasPod(pod.uid()));
    c.until("its replacement", () -> c.view.ready(c.name).size() == replicas);
  }

  private static void charged(CheckedCluster c) {
    List<Pod> pods = c.deployed(3);
    c.budgeted(c.name, 2, 3);
    Expect.same(new EvictionAnswer.Accepted(), c.evict(pods.get(0)), "the first answer");
    refusedBy(c.name, c.evict(pods.get(1)));
    replaced(c, pods.get(0), 3);
  }

  private static void refused(CheckedCluster c) {
    Pod pod = c.deployed(2).get(0);
    c.budgeted(c.name, 2, 2);
    refusedBy(c.name, c.evict(pod));
    Expect.that(c.view.hasPod(pod.uid()), "the pod to stay", c.view.pods(c.name));
  }

  private static void refusedBy(String budget, EvictionAnswer answer) {
    boolean named =
        answer instanceof EvictionAnswer.RefusedByBudget refusal && refusal.budget().equals(budget);
    Expect.that(named, "a refusal by the budget " + budget, answer);
  }

  private static void two(CheckedCluster c) {
    Pod pod = c.deployed(2).get(0);
    c.budgeted(c.name + "-a", 1, 2);
    c.budgeted(c.name + "-b", 1, 2);
    EvictionAnswer answer = c.evict(pod);
    boolean named =
        answer instanceof EvictionAnswer.Misconfigured wrong
            && (wrong.budgets().isEmpty()
                || wrong.budgets().equals(List.of(c.name + "-a", c.name + "-b")));
    Expect.that(named, "a misconfiguration that names both budgets or none", answer);
  }

  private static void old(CheckedCluster c) {
    Pod pod = c.deployed(1).get(0);
    EvictionAnswer answer = c.evict(CheckedCluster.impostor(pod));
    Expect.same(new EvictionAnswer.Gone(), answer, "the answer");
    Expect.that(c.view.hasPod(pod.uid()), "the pod of that name to stay", c.view.pods(c.name));
  }

  private static void never(CheckedCluster c) {
    Pod pod = c.deployed(1).get(0);
    c.evict(pod);
    replaced(c, pod, 1);
    Expect.same(new EvictionAnswer.Gone(), c.evict(pod), "the answer for a pod that has gone");
  }

  private static void deleted(CheckedCluster c) {
    Pod pod = c.deployed(2).get(0);
    c.budgeted(c.name, 2, 2);
    Answer<Answer.Done> answer = c.ask(client -> client.delete(pod, Duration.ofSeconds(1)));
    Expect.same(Answer.done(), answer, "the answer");
    replaced(c, pod, 2);
  }

  private static void spared(CheckedCluster c) {
    Pod pod = c.deployed(1).get(0);
    Answer<Answer.Done> answer =
        c.ask(client -> client.delete(CheckedCluster.impostor(pod), Duration.ofSeconds(1)));
    Expect.answered(Answer.Missing.class, answer, "deleting another uid");
    Expect.that(c.view.hasPod(pod.uid()), "the pod of that name to stay", c.view.pods(c.name));
  }
}
