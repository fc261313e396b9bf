package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.Budget;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodShare;
import io.evenkeel.model.Workload;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A budget with the pods that it covers.
 *
 * @param pods those that have not finished
 * @param workloads names of what runs them
 * @param expected how many pods there are when everything is up
 */
record Coverage(Budget budget, List<Pod> pods, List<String> workloads, int expected) {

  static Coverage of(Budget budget, List<Pod> covered, Owners owners) {
    TreeSet<String> names = new TreeSet<>();
    covered.forEach(pod -> names.add(owners.nameOf(pod)));
    return new Coverage(
        budget, List.copyOf(covered), List.copyOf(names), expected(budget, covered, owners));
  }

  /** Returns how many pods it keeps healthy when everything is up. */
  int keeps() {
    return budget.desiredHealthy(expected);
  }

  /** Returns whether it forbids every eviction even when all its pods are up. */
  boolean neverAllows() {
    return expected > 0 && keeps() >= expected;
  }

  long healthy() {
    return pods.stream().filter(pod -> pod.ready() && !pod.terminating()).count();
  }

  List<Pod> unready() {
    return pods.stream().filter(pod -> !pod.ready() && !pod.terminating()).toList();
  }

  String where() {
    return budget.key().toString();
  }

  /** Returns what the specification demands, as its author wrote it. */
  String demand() {
    if (budget.limit() instanceof Budget.Limit.MinAvailable min) {
      return "minAvailable " + text(min.share());
    }
    return "maxUnavailable " + text(((Budget.Limit.MaxUnavailable) budget.limit()).share());
  }

  private static String text(PodShare share) {
    return share instanceof PodShare.Percent percent
        ? percent.percent() + "%"
        : String.valueOf(((PodShare.Count) share).pods());
  }

  /**
   * The replicas that the workloads want, so that neither a roll-out nor a pod that is down hides
   * what the budget means; else what the controller counted; else what is there.
   */
  private static int expected(Budget budget, List<Pod> covered, Owners owners) {
    TreeMap<String, Integer> replicas = new TreeMap<>();
    for (Pod pod : covered) {
      Optional<Workload> workload = owners.workloadOf(pod);
      if (workload.isEmpty()) {
        int counted = budget.observed() ? budget.status().expectedPods() : 0;
        return counted > 0 ? counted : covered.size();
      }
      replicas.put(workload.get().key().toString(), workload.get().replicas());
    }
    return replicas.values().stream().mapToInt(Integer::intValue).sum();
  }
}
