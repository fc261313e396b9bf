package io.evenkeel.engine;

import io.evenkeel.FailureReason;
import java.time.Instant;
import java.util.Optional;

/**
 * How the last run on a cluster has ended, as its process has left word in the lease.
 *
 * @param reason why it has failed; present only where it has
 * @param words what there is to say about it, for people
 */
public record EndedRun(
    String runId, Kind kind, Optional<FailureReason> reason, Instant endedAt, String words) {

  /** In which way a run ends. */
  public enum Kind {
    SUCCEEDED,
    /** Somebody has cancelled it. */
    STOPPED,
    FAILED
  }
}
