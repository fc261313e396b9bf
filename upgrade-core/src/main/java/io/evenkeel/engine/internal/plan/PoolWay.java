package io.evenkeel.engine.internal.plan;

import io.evenkeel.ControlPlanePlan.Direction;
import io.evenkeel.Roll;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.NodePool;

/**
 * How a pool is rolled: as the plan says, else as suits whose it is. What the cloud moves itself,
 * before the control plane goes back, is only watched: it would wait for a node that we hold.
 */
final class PoolWay {
  private PoolWay() {}

  static Roll of(RolloutView view, RunState run) {
    return isMovedByTheCloud(view, run)
        ? new Roll.Watched()
        : view.pool().orElseThrow().plan().way(view.content());
  }

  static boolean isMovedByTheCloud(RolloutView view, RunState run) {
    return view.content().versions() == NodePool.Versions.OF_THE_CONTROL_PLANE
        && run.controlPlane().stream()
            .anyMatch(plane -> plane.plan().direction() == Direction.ROLLBACK);
  }
}
