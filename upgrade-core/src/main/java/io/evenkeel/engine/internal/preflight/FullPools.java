package io.evenkeel.engine.internal.preflight;

import io.evenkeel.ControlPlanePlan.Direction;
import io.evenkeel.Obstacle;
import io.evenkeel.model.NodePool;
import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.Optional;

/**
 * Finds pools whose limits leave no room for one more node. Who asks for nodes by itself needs that
 * room; a provisioner that replaces what has drifted exceeds the limit for a while.
 */
final class FullPools implements Check {
  private static final String CODE = "POOL_LIMIT_REACHED";

  @Override
  public List<Finding> findings(Situation situation) {
    return situation.rollouts().stream()
        .flatMap(group -> limit(group).map(limit -> finding(limit, group, situation)).stream())
        .toList();
  }

  /** What waits for our own requests is not told a second time. */
  private static Optional<Obstacle> limit(RolloutFacts group) {
    return group.group().pool().stream()
        .filter(pool -> pool.requests().isEmpty())
        .map(NodePool::waits)
        .flatMap(List::stream)
        .filter(wait -> wait.cause() == Obstacle.Cause.POOL_LIMIT)
        .findFirst();
  }

  private static Finding finding(Obstacle limit, RolloutFacts group, Situation situation) {
    return needsRoom(group, situation)
        ? Finding.blocker(CODE, group.where(), limit.what(), limit.remedy())
        : Finding.warning(CODE, group.where(), limit.what(), limit.remedy());
  }

  /** A pool that follows the control plane back is moved by the cloud, however the plan has it. */
  private static boolean needsRoom(RolloutFacts group, Situation situation) {
    boolean back =
        situation.plan().controlPlane().stream()
            .anyMatch(plane -> plane.direction() == Direction.ROLLBACK);
    boolean willBeOutdated = situation.plan().controlPlane().isPresent();
    return group.isDriven()
        && (!group.outdated().isEmpty() || willBeOutdated)
        && !(back && group.followsControlPlane());
  }
}
