package io.evenkeel.simulation.internal;

import io.evenkeel.Obstacle;
import io.evenkeel.Obstacle.Cause;
import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a provisioner says it waits for. */
final class PoolObstacles {
  private PoolObstacles() {}

  static Obstacle held(ClusterObject object) {
    return on(
        Cause.DO_NOT_DISRUPT,
        object.key(),
        List.of(object.key()),
        object.key() + " is annotated " + NodePoolProvider.HELD,
        "take the annotation off");
  }

  static Obstacle blocked(Pod pod, Budget budget, int budgets) {
    Cause cause =
        budgets > 1
            ? Cause.SEVERAL_BUDGETS
            : budget.status().currentHealthy() <= budget.status().desiredHealthy()
                    && budget.status().currentHealthy() >= budget.status().expectedPods()
                ? Cause.BUDGET_NEVER_ALLOWS
                : Cause.BUDGET_WAITS_FOR_POD;
    return on(
        cause,
        pod.key(),
        List.of(budget.key()),
        budget.key() + " does not let " + pod.key() + " be evicted now",
        "let more of its pods become Ready, or let it allow more");
  }

  static Obstacle budgetClosed(PoolBook pool, Optional<Instant> until) {
    return new Obstacle(
        until.isPresent() ? Cause.POOL_BUDGET_CLOSED : Cause.POOL_BUDGET_NEVER_OPENS,
        key(pool),
        List.of(),
        Optional.empty(),
        until,
        "the budgets of node pool "
            + pool.name
            + " let no drifted node go"
            + until.map(at -> " until " + at).orElse(" at any time"),
        until.isPresent() ? "wait, or change the budget" : "change the budget");
  }

  static Obstacle budgetUsedUp(PoolBook pool, int unready) {
    return on(
        Cause.POOL_BUDGET_CLOSED,
        key(pool),
        List.of(),
        "nodes of node pool " + pool.name + " that are not Ready use up its budget: " + unready,
        "repair or remove the nodes that are not Ready");
  }

  static Obstacle limit(PoolBook pool, PoolLimits limits) {
    return on(
        Cause.POOL_LIMIT,
        key(pool),
        List.of(),
        "node pool " + pool.name + " is at its limit of " + limits,
        "raise the limit of the node pool");
  }

  static Obstacle nodeDoesNotCome(PoolBook pool, String why) {
    return on(
        Cause.NODE_DOES_NOT_COME,
        key(pool),
        List.of(),
        "node pool " + pool.name + " gets no new node: " + why,
        "allow more machine types or zones, or see why new nodes do not join");
  }

  static Obstacle volume(Node node, ClusterObject volume) {
    return on(
        Cause.VOLUME_ATTACHED,
        node.key(),
        List.of(volume.key()),
        volume.key() + " is still attached to " + node.key(),
        "see why it is not detached");
  }

  static Obstacle noRoom(ClaimBook claim, ObjectKey pod) {
    return on(
        Cause.NO_ROOM,
        pod,
        List.of(),
        pod + " would find no node if " + claim + " went",
        "see what keeps it from other nodes, and whether a pool may launch one for it");
  }

  private static Obstacle on(
      Cause cause, ObjectKey subject, List<ObjectKey> by, String what, String remedy) {
    return new Obstacle(cause, subject, by, Optional.empty(), Optional.empty(), what, remedy);
  }

  private static ObjectKey key(PoolBook pool) {
    return ObjectKey.clusterScoped(ObjectKind.OTHER, pool.name);
  }
}
