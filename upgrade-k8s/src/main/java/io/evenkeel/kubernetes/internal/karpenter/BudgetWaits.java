package io.evenkeel.kubernetes.internal.karpenter;

import io.evenkeel.Obstacle;
import io.evenkeel.Obstacle.Cause;
import io.evenkeel.model.NodeClaim.State;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether the budgets of a pool let the provisioner take a node now, and if not, until when. */
final class BudgetWaits {
  private BudgetWaits() {}

  static Optional<Obstacle> of(PoolReading reading) {
    DisruptionBudgets budgets = reading.pool().budgets();
    int nodes = reading.counted();
    if (nodes == 0) {
      return Optional.empty();
    }
    int allowed = budgets.allowed(reading.at(), nodes, DisruptionBudget.DRIFTED);
    if (allowed == 0) {
      return Optional.of(closed(reading, budgets, nodes));
    }
    boolean moving =
        !reading.in(State.DISRUPTED).isEmpty() || !reading.in(State.TERMINATING).isEmpty();
    return !moving && allowed <= reading.consuming()
        ? Optional.of(usedUp(reading, allowed))
        : Optional.empty();
  }

  private static Obstacle closed(PoolReading reading, DisruptionBudgets budgets, int nodes) {
    Optional<Instant> opens = budgets.opensAfter(reading.at(), nodes, DisruptionBudget.DRIFTED);
    String budget =
        budgets
            .tightest(reading.at(), nodes, DisruptionBudget.DRIFTED)
            .map(DisruptionBudget::toString)
            .orElse("nodes: 0");
    return obstacle(
        opens.isPresent() ? Cause.POOL_BUDGET_CLOSED : Cause.POOL_BUDGET_NEVER_OPENS,
        reading,
        opens,
        "the budget ("
            + budget
            + ") allows no node"
            + opens.map(at -> " until " + at).orElse(" at any time"),
        opens.isPresent()
            ? "wait for it, or change the schedule of that budget"
            : "let a budget of the pool allow at least one node at some time");
  }

  private static Obstacle usedUp(PoolReading reading, int allowed) {
    return obstacle(
        Cause.POOL_BUDGET_CLOSED,
        reading,
        Optional.empty(),
        "its budgets allow "
            + allowed
            + " and "
            + reading.consuming()
            + " of its nodes are not Ready, which count as taken",
        "bring the nodes that are not Ready back, or delete their NodeClaims");
  }

  private static Obstacle obstacle(
      Cause cause, PoolReading reading, Optional<Instant> until, String what, String remedy) {
    return new Obstacle(
        cause,
        key(reading),
        List.of(),
        Optional.empty(),
        until,
        "NodePool " + reading.pool().name() + ": " + what,
        remedy);
  }

  static ObjectKey key(PoolReading reading) {
    return ObjectKey.clusterScoped(ObjectKind.OTHER, reading.pool().name());
  }
}
