package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.BudgetLedger;
import io.evenkeel.engine.internal.state.Drain;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Budget;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names what keeps the pods of a node from leaving. */
final class Diagnosis {
  private static final int NAMED = 3;

  private Diagnosis() {}

  static String of(Node node, Drain drain, RunState run) {
    List<String> causes = new ArrayList<>();
    for (Drain.Held held : drain.held()) {
      causes.add("pod " + held.pod().key().path() + " is held (" + held.because() + ")");
    }
    for (Pod pod : drain.going()) {
      causes.add("pod " + pod.key().path() + " was asked to leave and has not ended" + why(pod));
    }
    for (Pod pod : drain.movable()) {
      causes.add("pod " + pod.key().path() + " " + waitsFor(pod, run));
    }
    for (Pod pod : drain.unjudged()) {
      causes.add("the drain policy has not spoken of pod " + pod.key().path());
    }
    return first(causes);
  }

  static String remedy(Drain drain) {
    if (!drain.held().isEmpty()) {
      return "remove the pods that are held, or use a drain policy that moves them";
    }
    return drain.going().isEmpty()
        ? "make the pods that the budgets wait for Ready, or relax the budgets; then start again"
        : "look at the finalizers and the grace periods of the pods that do not end";
  }

  private static String why(Pod pod) {
    return pod.meta().finalizers().isEmpty()
        ? " (grace period " + pod.grace().toSeconds() + " s)"
        : " (finalizers " + String.join(", ", pod.meta().finalizers()) + ")";
  }

  private static String waitsFor(Pod pod, RunState run) {
    List<Budget> budgets = run.budgets().covering(pod);
    if (budgets.size() > 1) {
      return "is covered by several budgets ("
          + String.join(", ", budgets.stream().map(b -> b.key().path()).toList())
          + "), which the API server never evicts";
    }
    Optional<BudgetLedger> ledger = run.budgets().ledgerOf(pod);
    return ledger.map(l -> budget(l, run)).orElse("waits");
  }

  private static String budget(BudgetLedger ledger, RunState run) {
    Optional<Budget> budget =
        run.cluster().find(ledger.key()).filter(Budget.class::isInstance).map(Budget.class::cast);
    return "waits for "
        + (budget.isPresent() ? "budget " : "the pods of ")
        + ledger.key().path()
        + ", which needs "
        + ledger.desired(run.cluster(), budget)
        + " healthy pods and has "
        + ledger.healthyPods();
  }

  private static String first(List<String> causes) {
    if (causes.size() <= NAMED) {
      return String.join("; ", causes);
    }
    return String.join("; ", causes.subList(0, NAMED))
        + "; and "
        + (causes.size() - NAMED)
        + " more pods";
  }
}
