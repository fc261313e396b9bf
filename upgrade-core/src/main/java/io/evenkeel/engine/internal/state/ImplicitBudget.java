package io.evenkeel.engine.internal.state;

import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.PodShare;
import io.evenkeel.model.Workload;
import java.util.Optional;

/**
 * How many pods of a workload without a PodDisruptionBudget are moved at once: a Deployment's own
 * {@code maxUnavailable}, else a quarter rounded down, and at least one; one for all others.
 */
final class ImplicitBudget {
  private static final PodShare QUARTER = PodShare.percent(25);

  private ImplicitBudget() {}

  static int mayBeDown(Optional<Workload> workload, int expected) {
    boolean rolls =
        workload
            .map(Workload::kind)
            .filter(k -> k == ObjectKind.DEPLOYMENT || k == ObjectKind.REPLICA_SET)
            .isPresent();
    if (!rolls) {
      return 1;
    }
    PodShare share = workload.flatMap(Workload::maxUnavailable).orElse(QUARTER);
    return Math.max(1, share.of(expected, PodShare.Rounding.DOWN));
  }
}
