package io.evenkeel.engine.internal.plan;

import io.evenkeel.Obstacle;
import io.evenkeel.engine.internal.state.BudgetLedger;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Budget;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a budget waits for that could allow an eviction: which pod, since when, and why. */
final class BudgetWait {
  private final Pod pod;
  private final BudgetLedger ledger;
  private final Optional<Budget> budget;
  private final RunState run;
  private final Diagnosis.Findings findings;

  BudgetWait(
      Pod pod,
      BudgetLedger ledger,
      Optional<Budget> budget,
      RunState run,
      Diagnosis.Findings findings) {
    this.pod = pod;
    this.ledger = ledger;
    this.budget = budget;
    this.run = run;
    this.findings = findings;
  }

  void judge(int desired, int expected) {
    Optional<Culprit> culprit = culprit();
    if (culprit.isPresent()) {
      findings.add(waitsFor(culprit.get(), desired));
    } else if (!ledger.down().isEmpty() || anyUnderWay()) {
      findings.lookAgain(findings.now().plus(Diagnosis.USUAL));
    } else if (ledger.members() < expected && slow()) {
      findings.add(lacks(desired, expected));
    } else if (budget.isPresent() && !budget.get().observed() && slow()) {
      findings.add(notObserved());
    } else {
      findings.lookAgain(findings.now().plus(Diagnosis.USUAL));
    }
  }

  /** A pod that keeps the budget from allowing anything. */
  private record Culprit(Pod pod, Optional<Instant> since, String why, String remedy) {}

  private Optional<Culprit> culprit() {
    for (String uid : ledger.down()) {
      Optional<Culprit> culprit = run.cluster().pod(uid).flatMap(this::culprit);
      if (culprit.isPresent()) {
        return culprit;
      }
    }
    return Optional.empty();
  }

  private Optional<Culprit> culprit(Pod down) {
    Optional<Node> node = down.nodeName().flatMap(run.cluster()::node);
    if (node.isPresent() && !node.get().ready()) {
      String name = node.get().name();
      return Optional.of(
          new Culprit(
              down,
              Optional.empty(),
              "its node " + name + " is not Ready",
              "mend node " + name + ", or delete it if its machine is gone"));
    }
    if (down.terminating()) {
      return stopping(down);
    }
    if (down.ready() && node.isPresent()) {
      return Optional.of(outOfReach(down, node.get()));
    }
    return down.trouble().isPresent() ? Optional.of(troubled(down)) : slowlyStarting(down);
  }

  /** A pod that runs well counts as down where its load balancers have left its node. */
  private static Culprit outOfReach(Pod down, Node node) {
    return new Culprit(
        down,
        Optional.empty(),
        "load balancers have left its node " + node.name() + ", through which alone it is reached",
        "see why pod " + path(down) + " does not move from there");
  }

  private Optional<Culprit> stopping(Pod down) {
    Instant asked = down.meta().deletedAt().orElse(findings.now());
    Instant over = asked.plus(shorter(down.grace(), Diagnosis.USUAL));
    if (over.isAfter(findings.now())) {
      findings.lookAgain(over);
      return Optional.empty();
    }
    String why =
        down.meta().finalizers().isEmpty()
            ? "it has not stopped yet (grace period " + Words.time(down.grace()) + ")"
            : "its finalizers keep it (" + String.join(", ", down.meta().finalizers()) + ")";
    return Optional.of(
        new Culprit(down, Optional.of(asked), why, "look at why " + path(down) + " does not end"));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private Culprit troubled(Pod down) {
    Pod.Trouble trouble = down.trouble().orElseThrow();
    String said = trouble.message().isEmpty() ? "" : ": " + trouble.message();
    return new Culprit(
        down, Optional.of(trouble.since()), trouble.kind() + said, remedy(down, trouble.kind()));
  }

  private static String remedy(Pod down, Pod.Trouble.Kind kind) {
    String path = path(down);
    return switch (kind) {
      case UNSCHEDULABLE -> "make room for pod " + path + ": add surge, or relax what it asks for";
      case IMAGE -> "mend the image of pod " + path + ", or the rights to pull it";
      case CRASH_LOOP -> "look at the log of pod " + path + " (kubectl logs --previous)";
      case SETUP -> "look at the events of pod " + path + " (kubectl describe)";
      case NOT_READY -> "look at the readiness probe of pod " + path;
    };
  }

  private Optional<Culprit> slowlyStarting(Pod down) {
    Instant created = down.meta().createdAt();
    if (created.plus(Diagnosis.USUAL).isAfter(findings.now())) {
      findings.lookAgain(created.plus(Diagnosis.USUAL));
      return Optional.empty();
    }
    String where = down.nodeName().map(n -> " on node " + n).orElse(", and has no node");
    return Optional.of(
        new Culprit(
            down,
            Optional.empty(),
            "it is not Ready" + where,
            "look at why pod " + path(down) + " is not Ready"));
  }

  private Obstacle waitsFor(Culprit culprit, int desired) {
    String since = culprit.since().map(s -> ", since " + s).orElse("");
    return new Obstacle(
        Obstacle.Cause.BUDGET_WAITS_FOR_POD,
        pod.key(),
        List.of(ledger.key(), culprit.pod().key()),
        culprit.since(),
        Optional.empty(),
        keeper()
            + " needs "
            + Words.count(desired, "healthy pod")
            + " and has "
            + ledger.healthyPods()
            + "; it waits for pod "
            + path(culprit.pod())
            + " ("
            + culprit.why()
            + since
            + ")",
        culprit.remedy());
  }

  private Obstacle lacks(int desired, int expected) {
    return new Obstacle(
        Obstacle.Cause.BUDGET_LACKS_PODS,
        pod.key(),
        List.of(ledger.key()),
        Optional.empty(),
        Optional.empty(),
        keeper()
            + " needs "
            + Words.count(desired, "healthy pod")
            + ", and only "
            + ledger.members()
            + " of "
            + Words.count(expected, "pod")
            + " exist",
        "see why their controller does not make them: a quota, an admission rule, a paused"
            + " rollout");
  }

  private Obstacle notObserved() {
    ObjectKey key = ledger.key();
    return new Obstacle(
        Obstacle.Cause.BUDGET_NOT_OBSERVED,
        pod.key(),
        List.of(key),
        Optional.empty(),
        Optional.empty(),
        "the status of budget " + key.path() + " is older than its specification",
        "see whether the controller manager runs: nobody brings the status up to date");
  }

  /** Evictions that are under way are no reason to worry before their usual time is over. */
  private boolean anyUnderWay() {
    return ledger.anyCharged();
  }

  private boolean slow() {
    return pod.nodeName()
        .flatMap(run.cluster()::drainingSince)
        .map(since -> !since.plus(Diagnosis.USUAL).isAfter(findings.now()))
        .orElse(true);
  }

  private String keeper() {
    return budget.isPresent() ? "budget " + ledger.key().path() : "the pace of " + ledger.key();
  }

  private static String path(Pod pod) {
    return pod.key().path();
  }
}
