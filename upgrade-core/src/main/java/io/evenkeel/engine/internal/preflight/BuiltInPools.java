package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.NodePool;
import io.evenkeel.spi.Finding;
import java.util.List;

/** Finds plans that would change a node pool which belongs to the cloud. */
final class BuiltInPools implements Check {

  @Override
  public List<Finding> findings(Situation situation) {
    return situation.rollouts().stream()
        .filter(group -> group.plan().pool().isPresent())
        .filter(group -> group.plan().maxUnavailable().isPresent())
        .filter(group -> isBuiltIn(group.group().pool().orElseThrow()))
        .map(BuiltInPools::finding)
        .toList();
  }

  private static boolean isBuiltIn(NodePool pool) {
    return pool.kind() == NodePool.Kind.BUILT_IN;
  }

  private static Finding finding(RolloutFacts group) {
    return Finding.blocker(
        "POOL_IS_BUILT_IN",
        group.where(),
        "it is the cloud's own, so that its budgets cannot be changed",
        "leave tightenBudget(..) out; gated(..) lets that many nodes go at once without it");
  }
}
