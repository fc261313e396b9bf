package io.evenkeel.kubernetes.internal.karpenter;

import io.evenkeel.kubernetes.internal.ObjectReader;
import io.evenkeel.model.Budget;
import io.evenkeel.model.ObjectKey;

/** Looks at budgets that the provisioner has named. */
final class PodBudgets {
  private static final Kind BUDGETS = new Kind("policy", "v1", "poddisruptionbudgets");

  private final Calls calls;
  private final ObjectReader reader = new ObjectReader();

  PodBudgets(Calls calls) {
    this.calls = calls;
  }

  /** Returns whether the budget would allow nothing even if all its pods were healthy. */
  boolean neverAllows(ObjectKey key) {
    try {
      return calls
          .find(BUDGETS, BUDGETS.pathIn(key.namespace(), key.name()))
          .map(reader::budget)
          .filter(PodBudgets::keepsAll)
          .isPresent();
    } catch (StoppedException notSeen) {
      return false;
    }
  }

  private static boolean keepsAll(Budget budget) {
    int expected = budget.status().expectedPods();
    return expected > 0 && budget.desiredHealthy(expected) >= expected;
  }
}
