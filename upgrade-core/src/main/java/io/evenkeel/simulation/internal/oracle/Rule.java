package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.CloudChange;
import java.util.Optional;

/** One thing that always holds; it hears of everything, in order. */
interface Rule {

  /** The run sends a write. */
  default void sent(Call call) {}

  /** The run has its answer. */
  default void answered(Call call, Call.Result result) {}

  /** The API server does what the run asked: the pod will go, and is still as it was. */
  default void accepted(Pod pod) {}

  /** An object of the cluster has changed. */
  default void changed(Optional<ClusterObject> before, Optional<ClusterObject> after) {}

  /** The cloud has changed. */
  default void changed(CloudChange change) {}

  /** The run that was is over, and nobody has heard how; another one begins. */
  default void beginsAnew() {}

  /** The run is over. */
  default void ended(UpgradeOutcome outcome) {}
}
