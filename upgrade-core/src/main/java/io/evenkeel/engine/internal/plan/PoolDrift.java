package io.evenkeel.engine.internal.plan;

import io.evenkeel.ControlPlanePlan;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.state.ControlPlaneView;
import io.evenkeel.engine.internal.state.KubernetesVersion;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether nodes of a pool may be outdated without showing it: before the control plane goes on, and
 * for a while after it has. A kubelet that is behind is no sign that the provisioner knows of newer
 * images: what it made before would be of the old version once more.
 */
final class PoolDrift {
  /** Karpenter looks for drift at least every five minutes. */
  private static final Duration LOOKS_EVERY = Duration.ofMinutes(6);

  /** For EC2 it looks as seldom for the cluster's version, and for the images of a class. */
  private static final Duration LEARNS_WITHIN = Duration.ofMinutes(16);

  private PoolDrift() {}

  static boolean isAhead(RunState run) {
    return run.controlPlane().filter(plane -> !plane.done() && goesUp(plane)).isPresent();
  }

  /** Returns until when the provisioner may have to find out by itself. */
  static boolean isAwaited(RolloutView view, RunState run, Instant now) {
    return run.controlPlane().filter(PoolDrift::goesUp).isPresent()
        && view.mark().begun().isEmpty()
        && !isShown(view, run)
        && shownBy(view, now).isAfter(now);
  }

  static Instant shownBy(RolloutView view, Instant now) {
    Duration within = view.outdated() > 0 ? LEARNS_WITHIN : LOOKS_EVERY;
    return view.pool().orElseThrow().turnSince(now).plus(within);
  }

  /** Tells once what is awaited, since nothing else shows it. */
  static Optional<Decision> told(RolloutView view, Instant now) {
    String awaited = inWords(view, now);
    return view.pool().orElseThrow().isNewlyAwaited(awaited)
        ? Optional.of(
            new Decision.Tell(new UpgradeEvent.Waiting(now, view.plan().inWords(), awaited)))
        : Optional.empty();
  }

  private static String inWords(RolloutView view, Instant now) {
    return "until its provisioner has found the images"
        + view.target().kubernetes().map(version -> " of Kubernetes " + version).orElse("")
        + ", since "
        + view.pool().orElseThrow().turnSince(now)
        + " and until "
        + shownBy(view, now)
        + " at the latest; its nodes are held meanwhile";
  }

  private static boolean goesUp(ControlPlaneView plane) {
    return plane.plan().direction() != ControlPlanePlan.Direction.ROLLBACK;
  }

  /** Nothing is left to be shown, or something drifts, or a node of the new version is there. */
  private static boolean isShown(RolloutView view, RunState run) {
    return view.content().claims().stream()
        .anyMatch(
            claim ->
                claim.outdatedBecause().isPresent()
                    || claim.node().flatMap(run.cluster()::node).filter(hasIt(view)).isPresent());
  }

  private static Predicate<Node> hasIt(RolloutView view) {
    return node ->
        KubernetesVersion.parse(node.kubeletVersion()).isPresent() && !view.isBehind(node);
  }
}
