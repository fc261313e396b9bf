package io.evenkeel.simulation;

import io.evenkeel.model.Budget;
import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.PodShare;

/**
 * A PodDisruptionBudget in the making: at most one unavailable pod among those whose label {@code
 * app} is the budget's name, unless told otherwise.
 */
public final class BudgetShape {
  LabelSelector selector;
  Budget.Limit limit = new Budget.Limit.MaxUnavailable(PodShare.count(1));
  Budget.UnhealthyPods unhealthy = Budget.UnhealthyPods.IF_HEALTHY_BUDGET;

  BudgetShape(String app) {
    selector = LabelSelector.of("app", app);
  }

  /** Demands so many pods, such as {@code 8} or {@code 80%}. */
  public BudgetShape minAvailable(String share) {
    limit = new Budget.Limit.MinAvailable(PodShare.parse(share));
    return this;
  }

  /** Tolerates so many pods down, such as {@code 1} or {@code 20%}. */
  public BudgetShape maxUnavailable(String share) {
    limit = new Budget.Limit.MaxUnavailable(PodShare.parse(share));
    return this;
  }

  public BudgetShape selects(LabelSelector pods) {
    selector = pods;
    return this;
  }

  /** Covers the pods of that workload. */
  public BudgetShape of(String app) {
    return selects(LabelSelector.of("app", app));
  }

  public BudgetShape unhealthyPodsMayAlwaysGo() {
    unhealthy = Budget.UnhealthyPods.ALWAYS_ALLOW;
    return this;
  }
}
