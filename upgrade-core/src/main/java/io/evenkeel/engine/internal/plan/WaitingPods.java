package io.evenkeel.engine.internal.plan;

import io.evenkeel.Obstacle;
import io.evenkeel.engine.internal.state.BudgetLedger;
import io.evenkeel.engine.internal.state.Refusals;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Budget;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import java.util.List;
import java.util.Optional;

/** Why pods that may be evicted are not: who rejects it, or what their budget waits for. */
final class WaitingPods {
  private WaitingPods() {}

  static void judge(Pod pod, RunState run, Diagnosis.Findings findings) {
    Optional<Refusals.Refusal> refusal = run.refusals().of(pod);
    if (refusal.isPresent()) {
      findings.add(rejected(pod, refusal.get()));
      return;
    }
    run.budgets()
        .ledgerOf(pod)
        .filter(ledger -> ledger.allowed(run.cluster()) == 0)
        .ifPresent(ledger -> waits(pod, ledger, run, findings));
  }

  private static Obstacle rejected(Pod pod, Refusals.Refusal refusal) {
    boolean admission = refusal.cause() == Obstacle.Cause.ADMISSION;
    String who =
        admission
            ? "admission" + (refusal.by().isEmpty() ? "" : " webhook " + refusal.by())
            : "the API server";
    return new Obstacle(
        refusal.cause(),
        pod.key(),
        List.of(),
        Optional.of(refusal.since()),
        Optional.empty(),
        who
            + " rejects the eviction of pod "
            + pod.key().path()
            + " ("
            + Words.count(refusal.times(), "time")
            + "): "
            + refusal.because(),
        admission
            ? "do what the webhook asks for, such as a switch-over of its operator, or mend it"
            : "mend what the API server names");
  }

  private static void waits(
      Pod pod, BudgetLedger ledger, RunState run, Diagnosis.Findings findings) {
    Optional<Budget> budget =
        ledger.key().kind() == ObjectKind.BUDGET
            ? run.cluster().budget(ledger.key())
            : Optional.empty();
    int expected = ledger.wanted(run.cluster());
    int desired = ledger.desired(run.cluster(), budget);
    if (budget.isPresent() && expected > 0 && desired >= expected) {
      findings.add(never(pod, budget.get(), desired, expected));
    } else {
      new BudgetWait(pod, ledger, budget, run, findings).judge(desired, expected);
    }
  }

  private static Obstacle never(Pod pod, Budget budget, int desired, int expected) {
    return new Obstacle(
        Obstacle.Cause.BUDGET_NEVER_ALLOWS,
        pod.key(),
        List.of(budget.key()),
        Optional.empty(),
        Optional.empty(),
        "budget "
            + budget.key().path()
            + " keeps "
            + desired
            + " of "
            + Words.count(expected, "pod")
            + ", so that pod "
            + pod.key().path()
            + " can never be evicted",
        "let budget " + budget.key().path() + " allow one pod to be down, or add a replica");
  }
}
