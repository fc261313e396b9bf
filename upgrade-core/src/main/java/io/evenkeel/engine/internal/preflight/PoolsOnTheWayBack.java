package io.evenkeel.engine.internal.preflight;

import io.evenkeel.ControlPlanePlan.Direction;
import io.evenkeel.Roll;
import io.evenkeel.spi.Finding;
import java.util.List;

/**
 * Finds plans that would hold nodes which the cloud has to move itself before the control plane can
 * go back: EKS refuses to begin while a node of Auto Mode is held, and gives up after a time.
 */
final class PoolsOnTheWayBack implements Check {

  @Override
  public List<Finding> findings(Situation situation) {
    boolean back =
        situation.plan().controlPlane().stream()
            .anyMatch(plane -> plane.direction() == Direction.ROLLBACK);
    return situation.rollouts().stream()
        .filter(group -> back && group.followsControlPlane() && wouldHold(group))
        .map(PoolsOnTheWayBack::finding)
        .toList();
  }

  private static boolean wouldHold(RolloutFacts group) {
    return group.plan().pool().flatMap(pool -> pool.roll()).stream()
        .anyMatch(roll -> !(roll instanceof Roll.Watched));
  }

  private static Finding finding(RolloutFacts group) {
    return Finding.blocker(
        "ROLLBACK_MOVES_NODES_ITSELF",
        group.where(),
        "on the way back the cloud replaces its nodes before the control plane, and does not begin"
            + " where they are held",
        "say watched(), or nothing; the budgets of the pool say how many go at once");
  }
}
