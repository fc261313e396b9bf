package io.evenkeel.engine.internal.plan;

import io.evenkeel.ControlPlanePlan;
import io.evenkeel.engine.internal.state.ControlPlaneView;
import io.evenkeel.engine.internal.state.KubernetesVersion;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether nodes of a pool may be outdated without showing it: before the control plane goes on, and
 * for a while after it has, where the kubelets do not tell their version.
 */
final class PoolDrift {
  /** Karpenter looks for drift at least every five minutes. */
  private static final Duration SHOWS_WITHIN = Duration.ofMinutes(6);

  private PoolDrift() {}

  static boolean isAhead(RunState run) {
    return run.controlPlane().filter(plane -> !plane.done() && goesUp(plane)).isPresent();
  }

  /** Returns until when drift may show up that cannot be read off the nodes. */
  static boolean isAwaited(RolloutView view, RunState run, Instant now) {
    return run.controlPlane().filter(PoolDrift::goesUp).isPresent()
        && view.mark().begun().isEmpty()
        && view.outdated() == 0
        && anyVersionUnknown(view, run)
        && shownBy(view, now).isAfter(now);
  }

  static Instant shownBy(RolloutView view, Instant now) {
    return view.pool().orElseThrow().turnSince(now).plus(SHOWS_WITHIN);
  }

  private static boolean goesUp(ControlPlaneView plane) {
    return plane.plan().direction() != ControlPlanePlan.Direction.ROLLBACK;
  }

  private static boolean anyVersionUnknown(RolloutView view, RunState run) {
    return view.content().claims().stream()
        .flatMap(claim -> claim.node().flatMap(run.cluster()::node).stream())
        .anyMatch(node -> KubernetesVersion.parse(node.kubeletVersion()).isEmpty());
  }
}
