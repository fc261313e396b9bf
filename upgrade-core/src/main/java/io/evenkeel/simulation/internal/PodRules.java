package io.evenkeel.simulation.internal;

import io.evenkeel.model.Budget;
import io.evenkeel.model.DisruptionHold;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodShare;
import io.evenkeel.simulation.SimulatedNodePools;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a provisioner thinks of pods. */
final class PodRules {
  private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

  private PodRules() {}

  static boolean toleratesDisruption(Pod pod) {
    return pod.placement().tolerates(SimulatedNodePools.DISRUPTED);
  }

  /** Returns whether the pod is annotated so that it is not to be moved now. */
  static boolean held(Pod pod, Instant now) {
    return !pod.terminating() && !pod.finished() && DisruptionHold.on(pod, now).isPresent();
  }

  /** Returns whether the pod needs another place if its node goes. */
  static boolean moves(Pod pod) {
    boolean comesBack =
        pod.meta().controller().filter(o -> o.kind() == ObjectKind.STATEFUL_SET).isPresent();
    return !pod.staysWithItsNode() && (!pod.terminating() || comesBack);
  }

  /** Returns whether room is to be made for the pod, which leaves or is to leave its node. */
  static boolean movesNow(Pod pod, World world) {
    return moves(pod)
        && !held(pod, world.now())
        && budgets(pod, world).stream().noneMatch(PodRules::neverAllows);
  }

  /** Returns whether the pod waits for a node that has yet to be made. */
  static boolean needsNode(Pod pod) {
    return pod.nodeName().isEmpty()
        && !pod.terminating()
        && !pod.finished()
        && !pod.ofDaemonSet()
        && pod.trouble().filter(t -> t.kind() == Pod.Trouble.Kind.UNSCHEDULABLE).isPresent();
  }

  /** Returns the budget that does not let the pod go now; one of them where there are several. */
  static Optional<Budget> blockingBudget(Pod pod, World world) {
    boolean asked = !pod.terminating() && !pod.finished() && !pod.mirror();
    if (!asked || toleratesDisruption(pod) || held(pod, world.now())) {
      return Optional.empty();
    }
    List<Budget> budgets = budgets(pod, world);
    return budgets.stream().filter(budget -> budgets.size() > 1 || !mayGo(pod, budget)).findFirst();
  }

  private static boolean mayGo(Pod pod, Budget budget) {
    return budget.status().disruptionsAllowed() > 0
        || (!pod.ready() && budget.unhealthyPods() == Budget.UnhealthyPods.ALWAYS_ALLOW);
  }

  static List<Budget> budgets(Pod pod, World world) {
    return world.pods.budgetsOf(pod.key()).stream()
        .map(world.store::budget)
        .filter(Objects::nonNull)
        .toList();
  }

  private static boolean neverAllows(Budget budget) {
    return budget.limit() instanceof Budget.Limit.MaxUnavailable max
        ? max.share().equals(PodShare.count(0)) || max.share().equals(PodShare.percent(0))
        : budget.limit().equals(new Budget.Limit.MinAvailable(PodShare.percent(100)));
  }

  /** Returns what it costs to move the pod; 1 for most. */
  static double cost(Pod pod) {
    double cost = 1.0 + pod.priority() / Math.pow(2, 25) + deletionCost(pod) / Math.pow(2, 27);
    return Math.max(-10, Math.min(10, cost));
  }

  private static double deletionCost(Pod pod) {
    try {
      return Double.parseDouble(pod.meta().annotations().getOrDefault(DELETION_COST, "0"));
    } catch (NumberFormatException unreadable) {
      return 0;
    }
  }
}
