package io.evenkeel.simulation.internal;

import io.evenkeel.Obstacle;
import io.evenkeel.model.Budget;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.NodePoolProvider;
import java.util.ArrayList;
import java.util.List;

/** Which claims may be taken, and what keeps the others. */
final class DisruptionRules {
  private final PoolWorld pools;

  DisruptionRules(PoolWorld pools) {
    this.pools = pools;
  }

  /** Whether what is on a node can keep it for good. */
  enum Pods {
    /** Pods that cannot move keep their node. */
    KEEP,
    /** The same, unless the claim has a grace period after which they go anyway. */
    KEEP_WITHOUT_GRACE
  }

  /** Returns whether the claim may be taken now, budgets of the pool left aside. */
  boolean mayGo(ClaimBook claim, Pods pods) {
    return claim.initialized()
        && !claim.leaves()
        && !pools.now().isBefore(claim.nominatedUntil)
        && pools.nodeOf(claim) != null
        && hindrances(claim, pods).isEmpty();
  }

  /** Returns what keeps the claim from being chosen, as far as somebody can do something. */
  List<Obstacle> hindrances(ClaimBook claim, Pods pods) {
    Node node = pools.nodeOf(claim);
    if (node == null) {
      return List.of();
    }
    List<Obstacle> all = new ArrayList<>();
    if ("true".equals(node.meta().annotations().get(NodePoolProvider.HELD))) {
      all.add(PoolObstacles.held(node));
    }
    boolean overridden =
        pods == Pods.KEEP_WITHOUT_GRACE && claim.settings.terminationGrace().isPresent();
    if (!overridden) {
      all.addAll(onPods(node));
    }
    return all;
  }

  /** Returns what keeps pods on the node now. */
  List<Obstacle> onPods(Node node) {
    List<Obstacle> all = new ArrayList<>();
    for (Pod pod : pools.world.pods.onNode(node.name())) {
      if (PodRules.held(pod, pools.now())) {
        all.add(PoolObstacles.held(pod));
      } else {
        List<Budget> budgets = PodRules.budgets(pod, pools.world);
        PodRules.blockingBudget(pod, pools.world)
            .ifPresent(budget -> all.add(PoolObstacles.blocked(pod, budget, budgets.size())));
      }
    }
    return all;
  }

  /** Returns the pods that need another place if the claim goes. */
  List<Pod> moving(ClaimBook claim) {
    return claim.node.stream()
        .flatMap(node -> pools.world.pods.onNode(node).stream())
        .filter(PodRules::moves)
        .toList();
  }

  /** Returns whether nothing of value is on the node. */
  boolean empty(ClaimBook claim) {
    return moving(claim).stream().allMatch(pod -> PodRules.cost(pod) <= 0);
  }
}
