package io.evenkeel.engine.internal.preflight;

import io.evenkeel.Obstacle;
import io.evenkeel.model.NodePool;
import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.Optional;

/**
 * Finds pools whose budgets never let a node go, where the provisioner is to take them: the roll
 * could not begin. One that opens at some time is waited for, and what a driven roll removes is not
 * bounded by it.
 */
final class ClosedPools implements Check {

  @Override
  public List<Finding> findings(Situation situation) {
    boolean willBeOutdated = situation.plan().controlPlane().isPresent();
    return situation.rollouts().stream()
        .filter(group -> !group.isDriven())
        .filter(group -> willBeOutdated || !group.outdated().isEmpty())
        .flatMap(group -> closed(group).map(wait -> finding(group, wait)).stream())
        .toList();
  }

  private static Optional<Obstacle> closed(RolloutFacts group) {
    return group.group().pool().stream()
        .map(NodePool::waits)
        .flatMap(List::stream)
        .filter(wait -> wait.cause() == Obstacle.Cause.POOL_BUDGET_NEVER_OPENS)
        .findFirst();
  }

  private static Finding finding(RolloutFacts group, Obstacle wait) {
    return Finding.blocker(
        "POOL_BUDGET_NEVER_OPENS",
        group.where(),
        wait.what() + ", so that no node is ever replaced",
        wait.remedy() + ", or roll the pool driven(..)");
  }
}
