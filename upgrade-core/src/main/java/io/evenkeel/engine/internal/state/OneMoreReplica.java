package io.evenkeel.engine.internal.state;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Workload;
import java.util.Optional;

/** Who may have one replica more for a while, so that one can go while another serves. */
public final class OneMoreReplica {
  private OneMoreReplica() {}

  /** Returns why that which keeps a pod running may not have one; empty where it may. */
  public static Optional<String> refusal(Optional<Workload> root) {
    if (root.isEmpty() || root.get().kind() != ObjectKind.DEPLOYMENT) {
      return Optional.of("it is no Deployment");
    }
    return setBy(root.get()).map(other -> "its replicas are set by " + other);
  }

  private static Optional<String> setBy(Workload deployment) {
    return deployment
        .replicasSetBy()
        .or(() -> deployment.meta().controller().map(owner -> owner.name()));
  }

  /** A budget in percent, or of none unavailable, may want every pod that there is. */
  public static boolean helps(Budget budget, int wanted) {
    int more = wanted + 1;
    return budget.desiredHealthy(more) < more;
  }
}
