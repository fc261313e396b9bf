package io.evenkeel;

import io.evenkeel.model.Budget;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One pod on one node that is to be drained, as a {@link DrainPolicy} is shown it.
 *
 * @param workload what keeps the pod running; a Deployment rather than its ReplicaSet
 * @param budgets the PodDisruptionBudgets that cover the pod
 */
public record PodOnNode(
    Pod pod, Node node, Optional<Workload> workload, List<Budget> budgets, Instant now) {

  public PodOnNode {
    budgets = List.copyOf(budgets);
  }
}
