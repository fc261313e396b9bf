package io.evenkeel.kubernetes.internal.karpenter;

import io.evenkeel.kubernetes.internal.ObjectReader;
import io.evenkeel.model.Budget;
import io.evenkeel.model.ObjectKey;
import java.util.List;

/** Looks at the disruption budgets of pods; those that we may not see are not there. */
final class PodBudgets {
  private static final Kind BUDGETS = new Kind("policy", "v1", "poddisruptionbudgets");

  private final Calls calls;
  private final ObjectReader reader = new ObjectReader();

  PodBudgets(Calls calls) {
    this.calls = calls;
  }

  /** Returns whether the budget would allow nothing even if all its pods were healthy. */
  boolean neverAllows(ObjectKey key) {
    return in(key.namespace()).stream()
        .filter(budget -> budget.key().name().equals(key.name()))
        .anyMatch(PodBudgets::neverAllows);
  }

  static boolean neverAllows(Budget budget) {
    int expected = budget.status().expectedPods();
    return expected > 0 && budget.desiredHealthy(expected) >= expected;
  }

  List<Budget> in(String namespace) {
    try {
      return calls.list(BUDGETS, BUDGETS.pathIn(namespace), Selection.ALL).stream()
          .map(reader::budget)
          .toList();
    } catch (StoppedException notSeen) {
      return List.of();
    }
  }
}
