package io.evenkeel.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * What the lease of a cluster tells of the run that holds it, or of one that was not finished.
 *
 * @param holder the process at work; empty where none is
 * @param lease how long the lease lasts after it was renewed
 */
public record RunStatus(
    String runId, String holder, Instant startedAt, Instant renewedAt, Duration lease) {

  /** Returns whether the holder has renewed its lease in time. */
  public boolean alive(Instant now) {
    return !holder.isEmpty() && renewedAt.plus(lease).isAfter(now);
  }
}
