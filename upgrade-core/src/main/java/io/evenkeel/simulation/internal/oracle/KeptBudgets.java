package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import io.evenkeel.simulation.OracleViolation.Invariant;
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

  KeptBudgets(Court court) {
    this.court = court;
  }

  @Override
  public void sent(Call call) {
    if (call.act().moves().isEmpty() || court.forced().covers(call)) {
      return; // the plan's own forced step is counted apart
    }
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
    int healthy = sums.healthyBut(other -> court.goingByUs(other, call));
    int wanted = sums.wantedAsTold();
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

  @Override
  public void accepted(Pod pod) {
    if (!BudgetSums.takesASlot(pod) || court.forced().covers(pod)) {
      return;
    }
    for (Budget budget : court.truth().budgetsOn(pod)) {
      BudgetSums sums = new BudgetSums(court.truth(), budget);
      int missing = sums.missingWithout(pod); // where there are more than should be, one is no loss
      int down = Math.min(takenDown.getOrDefault(budget.key(), 0) + 1, missing);
      takenDown.put(budget.key(), down);
      int allowed = sums.mayBeDown();
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
    if (object instanceof Pod pod && after.isPresent()) {
      court.truth().budgetsOn(pod).forEach(this::recount);
    } else if (object instanceof Pod || object instanceof Workload) {
      court.truth().budgetsIn(object.key().namespace()).forEach(this::recount);
    }
  }

  private void recount(Budget budget) {
    if (takenDown.getOrDefault(budget.key(), 0) > 0) {
      int missing = new BudgetSums(court.truth(), budget).missing();
      takenDown.merge(budget.key(), missing, Math::min);
    }
  }
}
