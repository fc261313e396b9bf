package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.Pod;
import io.evenkeel.spi.Finding;
import java.util.List;

/**
 * Finds budgets in the way that allow nothing just now. They do so again once their pods are up, so
 * the run may start and will wait for them.
 */
final class BudgetsAtTheirLimit implements Check {

  @Override
  public List<Finding> findings(Situation situation) {
    return situation.budgets().stream()
        .filter(coverage -> coverage.expected() > 0 && !coverage.neverAllows())
        .filter(coverage -> coverage.healthy() <= coverage.keeps())
        .map(BudgetsAtTheirLimit::finding)
        .toList();
  }

  private static Finding finding(Coverage coverage) {
    return Finding.warning(
        "BUDGET_AT_LIMIT",
        coverage.where(),
        coverage.demand()
            + " keeps "
            + coverage.keeps()
            + " and "
            + coverage.healthy()
            + " of "
            + coverage.expected()
            + " are Ready, so that nothing may be evicted for now; "
            + why(coverage),
        "look at why they are not up: the drain of their nodes waits for them");
  }

  private static String why(Coverage coverage) {
    List<Pod> unready = coverage.unready();
    return unready.isEmpty()
        ? "pods of " + Names.of(coverage.workloads()) + " are missing"
        : "not Ready: " + Names.ofObjects(unready);
  }
}
