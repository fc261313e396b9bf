package io.evenkeel.simulation;

import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.EvictionAnswer;
import io.evenkeel.spi.LeaseRecord;
import java.time.Instant;
import java.util.Optional;

/** What really happened in a simulated cluster, told at once and without lag. */
public sealed interface Truth {

  Instant at();

  /** An object has changed; it is new without a before and gone without an after. */
  record Changed(Instant at, Optional<ClusterObject> before, Optional<ClusterObject> after)
      implements Truth {}

  /** Somebody asked through the Eviction API that the pod go, and got this answer. */
  record Evicted(Instant at, Pod pod, EvictionAnswer answer) implements Truth {}

  /** Somebody has written a lease. */
  record LeaseWritten(Instant at, LeaseRecord lease) implements Truth {}

  /** Somebody deleted the pod past all budgets. */
  record Deleted(Instant at, Pod pod) implements Truth {}

  /** The scheduler deleted the pod, past all budgets, to make room for a more important one. */
  record Preempted(Instant at, Pod pod, Pod by) implements Truth {}
}
