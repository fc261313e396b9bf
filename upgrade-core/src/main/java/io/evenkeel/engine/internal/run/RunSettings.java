package io.evenkeel.engine.internal.run;

import io.evenkeel.engine.internal.act.LeaseTimes;
import io.evenkeel.model.ObjectKey;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * What an upgrader passes on to its runs.
 *
 * @param holder who this process is, in the lease
 * @param firstLook how long a cluster or a cloud that cannot be reached is waited for at first
 * @param stopwatch reads nanoseconds for the measuring of decisions
 * @param decisionTimes is told how long each change took to be taken in and decided on
 * @param ownPod the pod that this process runs in, where that is known
 */
public record RunSettings(
    String holder,
    LeaseTimes leaseTimes,
    Duration firstLook,
    LongSupplier stopwatch,
    LongConsumer decisionTimes,
    Optional<ObjectKey> ownPod) {

  /** Makes the settings of a process that runs in no pod of the cluster. */
  public RunSettings(
      String holder,
      LeaseTimes leaseTimes,
      Duration firstLook,
      LongSupplier stopwatch,
      LongConsumer decisionTimes) {
    this(holder, leaseTimes, firstLook, stopwatch, decisionTimes, Optional.empty());
  }
}
