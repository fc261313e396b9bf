package io.evenkeel.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the lease of a cluster tells of the run that holds it, or of one that was not finished.
 *
 * @param holder the process at work; empty where none is
 * @param lease how long the lease lasts after it was renewed
 * @param pausedSince since when it has been paused; absent where it is not
 * @param heldSince since when a paused run has nothing under way any more; absent until then
 * @param waitsFor which gate or approval it waits for, for people; absent where it does not
 * @param update what the cloud changes of the control plane for it, for people; absent while
 *     nothing
 * @param ending why it ends before it is done, for people; absent where it goes on
 */
public record RunStatus(
    String runId,
    String holder,
    Instant startedAt,
    Instant renewedAt,
    Duration lease,
    Optional<Instant> pausedSince,
    Optional<Instant> heldSince,
    Optional<String> waitsFor,
    Optional<String> update,
    Optional<String> ending) {

  /** Returns whether the holder has renewed its lease in time. */
  public boolean alive(Instant now) {
    return !holder.isEmpty() && renewedAt.plus(lease).isAfter(now);
  }
}
