package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodShare;
import io.evenkeel.spi.Finding;
import java.util.List;

/**
 * Finds budgets whose demand is relative to a number of replicas that some of their pods do not
 * have. The disruption controller then gives up and allows nothing. It is believed only where the
 * budget's status says the same.
 */
final class BudgetsThatCannotCount implements Check {

  @Override
  public List<Finding> findings(Situation situation) {
    return situation.budgets().stream()
        .filter(coverage -> relative(coverage.budget()))
        .filter(coverage -> allowsNothing(coverage.budget()))
        .filter(coverage -> !withoutReplicas(coverage).isEmpty())
        .map(BudgetsThatCannotCount::finding)
        .toList();
  }

  private static boolean relative(Budget budget) {
    return !(budget.limit() instanceof Budget.Limit.MinAvailable min
        && min.share() instanceof PodShare.Count);
  }

  private static boolean allowsNothing(Budget budget) {
    return budget.observed()
        && budget.status().disruptionsAllowed() == 0
        && budget.status().expectedPods() == 0;
  }

  private static List<Pod> withoutReplicas(Coverage coverage) {
    return coverage.pods().stream().filter(pod -> !hasReplicas(pod)).toList();
  }

  private static boolean hasReplicas(Pod pod) {
    return pod.meta()
        .controller()
        .map(owner -> owner.kind() != ObjectKind.JOB && owner.kind() != ObjectKind.DAEMON_SET)
        .orElse(false);
  }

  private static Finding finding(Coverage coverage) {
    return Finding.blocker(
        "BUDGET_CANNOT_COUNT",
        coverage.where(),
        coverage.demand()
            + " is relative to a number of replicas, which these pods do not have: "
            + Names.ofObjects(withoutReplicas(coverage))
            + "; it allows nothing",
        "narrow its selector to pods of one Deployment or StatefulSet, or demand a fixed"
            + " minAvailable");
  }
}
