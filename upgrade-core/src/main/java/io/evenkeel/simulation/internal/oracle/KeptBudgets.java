package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import io.evenkeel.simulation.OracleViolation.Invariant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * No eviction is sent when what the sender has been told allows none, and what the run has taken
 * down and is not back is never more than a budget allows.
 */
final class KeptBudgets implements Rule {
  private final Court court;

  /** Pods that the run took down and that are not back, by budget; never more than are missing. */
  private final Map<ObjectKey, Integer> takenDown = new TreeMap<>();

  /** Pods whose eviction or deletion was confirmed to its sender. */
  private final LinkedHashSet<String> confirmed = new LinkedHashSet<>();

  KeptBudgets(Court court) {
    this.court = court;
  }

  @Override
  public void sent(Call call) {
    List<Optional<String>> complaints =
        call.views().stream().map(view -> complaint(call, view)).toList();
    if (complaints.stream().allMatch(Optional::isPresent)) {
      court.violated(Invariant.BUDGET, complaints.get(0).orElseThrow());
    }
  }

  private Optional<String> complaint(Call call, Picture view) {
    return call.act()
        .moves()
        .flatMap(view::same)
        .filter(BudgetSums::takesASlot)
        .flatMap(pod -> complaint(call, view, pod));
  }

  private Optional<String> complaint(Call call, Picture view, Pod pod) {
    List<Budget> budgets = view.budgetsOn(pod);
    if (budgets.size() != 1) {
      return Optional.empty(); // none keeps it, or the API server will refuse
    }
    Budget budget = budgets.get(0);
    BudgetSums sums = new BudgetSums(view, budget);
    int healthy = sums.healthyBut(other -> goingByUs(other, call));
    int wanted =
        budget.observed()
            ? Math.min(sums.wanted(), budget.status().desiredHealthy())
            : sums.wanted();
    return healthy > wanted
        ? Optional.empty()
        : Optional.of(
            "an eviction of "
                + pod.key().path()
                + " was sent although the sender knew of "
                + healthy
                + " healthy pods, and "
                + budget.key()
                + " wants "
                + wanted);
  }

  private boolean goingByUs(Pod pod, Call but) {
    return confirmed.contains(pod.uid())
        || court.underWay().stream()
            .filter(call -> call != but && call.caller() == but.caller())
            .filter(call -> !call.givenUpAt(court.timeline().now()))
            .anyMatch(call -> call.act().moves().map(Pod::uid).equals(Optional.of(pod.uid())));
  }

  @Override
  public void answered(Call call, Call.Result result) {
    if (result == Call.Result.DONE) {
      call.act().moves().ifPresent(pod -> confirmed.add(pod.uid()));
    }
  }

  @Override
  public void accepted(Pod pod) {
    if (!BudgetSums.takesASlot(pod)) {
      return;
    }
    for (Budget budget : court.truth().budgetsOn(pod)) {
      int down = takenDown.merge(budget.key(), 1, Integer::sum);
      int allowed = new BudgetSums(court.truth(), budget).mayBeDown();
      if (down > allowed) {
        court.violated(
            Invariant.BUDGET,
            pod.key().path()
                + " was taken down while "
                + (down - 1)
                + " of its fellows were down by the run's doing, and "
                + budget.key()
                + " allows "
                + allowed);
      }
    }
  }

  @Override
  public void changed(Optional<ClusterObject> before, Optional<ClusterObject> after) {
    ClusterObject object = after.or(() -> before).orElseThrow();
    if (object instanceof Pod || object instanceof Workload) {
      recount(object.key().namespace());
    }
  }

  private void recount(String namespace) {
    for (Budget budget : court.truth().budgetsIn(namespace)) {
      if (takenDown.getOrDefault(budget.key(), 0) > 0) {
        int missing = new BudgetSums(court.truth(), budget).missing();
        takenDown.merge(budget.key(), missing, Math::min);
      }
    }
  }
}
