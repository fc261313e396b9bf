package io.evenkeel.engine.internal.preflight;

import io.evenkeel.engine.internal.state.OneMoreReplica;
import io.evenkeel.model.Budget;
import io.evenkeel.spi.Finding;
import java.util.List;

/**
 * Finds budgets in the way that allow no eviction even when all their pods are up. A run would wait
 * for them until its drain times out, so it is refused.
 */
final class BudgetsThatNeverAllow implements Check {

  @Override
  public List<Finding> findings(Situation situation) {
    return situation.budgets().stream()
        .filter(Coverage::neverAllows)
        .filter(coverage -> !onlyUnreadyPodsThatMayGo(coverage))
        .map(coverage -> surgeHelps(coverage, situation) ? surged(coverage) : finding(coverage))
        .toList();
  }

  /** One replica more lets one go, where the plan allows it and nobody else sets the number. */
  private static boolean surgeHelps(Coverage coverage, Situation situation) {
    return situation.surgesReplicas()
        && OneMoreReplica.helps(coverage.budget(), coverage.expected())
        && coverage.pods().stream()
            .map(pod -> situation.owners().workloadOf(pod))
            .allMatch(workload -> OneMoreReplica.refusal(workload).isEmpty());
  }

  private static Finding surged(Coverage coverage) {
    return Finding.warning(
        "BUDGET_NEEDS_A_REPLICA",
        coverage.where(),
        coverage.demand()
            + " keeps all of "
            + Names.count(coverage.expected(), "pod", "pods")
            + " of "
            + Names.of(coverage.workloads())
            + ", so that it is given one replica more while they move",
        "leave room for it, or let the budget allow one pod to be down");
  }

  /** Pods that are not Ready may be evicted regardless where the budget says so. */
  private static boolean onlyUnreadyPodsThatMayGo(Coverage coverage) {
    return coverage.budget().unhealthyPods() == Budget.UnhealthyPods.ALWAYS_ALLOW
        && coverage.pods().stream().noneMatch(pod -> pod.ready());
  }

  private static Finding finding(Coverage coverage) {
    int expected = coverage.expected();
    return Finding.blocker(
        "BUDGET_NEVER_ALLOWS",
        coverage.where(),
        coverage.demand()
            + " keeps "
            + coverage.keeps()
            + " of "
            + Names.count(expected, "pod", "pods")
            + " of "
            + Names.of(coverage.workloads())
            + ", so that none of them can ever be evicted",
        "let the budget allow one pod to be down (maxUnavailable: 1), or add a replica to "
            + Names.of(coverage.workloads())
            + (expected == 1 ? " so that one can go while another serves" : ""));
  }
}
