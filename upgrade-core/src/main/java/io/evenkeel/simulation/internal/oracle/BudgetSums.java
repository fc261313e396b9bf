package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodShare;
import io.evenkeel.model.Workload;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a budget means, worked out from its pods and their workloads. */
record BudgetSums(Picture picture, Budget budget) {

  /** Returns whether an eviction of this pod takes something from a budget. */
  static boolean takesASlot(Pod pod) {
    return pod.ready() && !pod.terminating() && pod.phase() == Pod.Phase.RUNNING;
  }

  List<Pod> pods() {
    return picture.podsOf(budget).stream().filter(pod -> !pod.finished()).toList();
  }

  int healthyBut(Predicate<Pod> excluded) {
    return (int) pods().stream().filter(BudgetSums::takesASlot).filter(excluded.negate()).count();
  }

  /** Returns how many of the pods that there should be are not healthy. */
  int missing() {
    return Math.max(0, expected() - healthyBut(pod -> false));
  }

  /** Returns how many of the pods that there should be are not healthy once that one has gone. */
  int missingWithout(Pod gone) {
    return Math.max(0, expected() - healthyBut(pod -> pod.uid().equals(gone.uid())));
  }

  /** Returns how many of the pods that there should be may be down. */
  int mayBeDown() {
    return Math.max(0, expected() - wanted());
  }

  /** Returns what is wanted by the lower of its pods and its status, if that is not out of date. */
  int wantedAsTold() {
    return budget.observed() ? Math.min(wanted(), budget.status().desiredHealthy()) : wanted();
  }

  int wanted() {
    int expected = expected();
    return budget.limit() instanceof Budget.Limit.MinAvailable min
        ? upTo(min.share(), expected)
        : expected
            - Math.min(
                expected, upTo(((Budget.Limit.MaxUnavailable) budget.limit()).share(), expected));
  }

  private static int upTo(PodShare share, int expected) {
    return share instanceof PodShare.Percent percent
        ? (int) Math.ceil(expected * (percent.percent() / 100.0) - 1e-9)
        : ((PodShare.Count) share).pods();
  }

  int expected() {
    if (budget.limit() instanceof Budget.Limit.MinAvailable min
        && min.share() instanceof PodShare.Count) {
      return pods().size();
    }
    TreeMap<ObjectKey, Integer> replicas = new TreeMap<>();
    for (Pod pod : pods()) {
      Optional<Workload> workload = picture.workloadOf(pod);
      workload.ifPresent(w -> replicas.put(w.key(), w.replicas()));
    }
    return replicas.values().stream().mapToInt(Integer::intValue).sum();
  }
}
