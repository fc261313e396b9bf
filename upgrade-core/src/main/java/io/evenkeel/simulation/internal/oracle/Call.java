package io.evenkeel.simulation.internal.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A write under way, with what its sender had been told of the cluster. */
record Call(Act act, Caller caller, Instant sentAt) {

  /** After that long without an answer a sender may take it that none will come. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How a call ended, as its sender knows. */
  enum Result {
    DONE,
    NOT_DONE,
    UNKNOWN
  }

  /** Returns what its sender may have known when it sent this. */
  List<Picture> views() {
    return caller.views();
  }

  boolean givenUpAt(Instant now) {
    return isTooLate(sentAt, now);
  }

  /** Returns whether who has sent that may take it that no answer will come. */
  static boolean isTooLate(Instant sentAt, Instant now) {
    return sentAt.plus(PATIENCE).isBefore(now);
  }
}
