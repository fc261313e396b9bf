package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.Pod;
import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds pods that more than one budget covers. The API server evicts no such pod, whatever the
 * budgets allow, so that its node could never be emptied.
 */
final class SeveralBudgets implements Check {

  /** What runs the pods, and the budgets on them. */
  private record Conflict(String workload, List<String> budgets) {}

  @Override
  public List<Finding> findings(Situation situation) {
    Map<Conflict, List<Pod>> conflicts = new LinkedHashMap<>();
    for (Pod pod : situation.moving()) {
      List<String> covering = situation.budgetsOn(pod);
      if (covering.size() > 1) {
        Conflict conflict = new Conflict(situation.owners().nameOf(pod), covering);
        conflicts.computeIfAbsent(conflict, key -> new ArrayList<>()).add(pod);
      }
    }
    return conflicts.entrySet().stream().map(e -> finding(e.getKey(), e.getValue())).toList();
  }

  private static Finding finding(Conflict conflict, List<Pod> pods) {
    return Finding.blocker(
        "SEVERAL_BUDGETS_ON_ONE_POD",
        conflict.workload(),
        "the budgets "
            + Names.of(conflict.budgets())
            + " cover the same pods ("
            + Names.ofObjects(pods)
            + "), and the API server evicts no pod that more than one budget covers",
        "delete all but one of these budgets, or change their selectors so that they do not"
            + " overlap");
  }
}
