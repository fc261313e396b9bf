package io.evenkeel.engine.internal.state;

import java.time.Instant;
import java.util.Optional;

/** Whether the run goes on: it may be paused or blind, end early, or have given up. */
final class Course {
  private boolean blind;
  private Optional<Instant> pausedSince = Optional.empty();
  private Optional<Ending> ending = Optional.empty();
  private Optional<Instant> endingSince = Optional.empty();
  private Optional<Instant> clearingSince = Optional.empty();
  private Optional<String> givenUp = Optional.empty();

  boolean blind() {
    return blind;
  }

  void blind(boolean now) {
    blind = now;
  }

  Optional<Instant> pausedSince() {
    return pausedSince;
  }

  void pausedSince(Optional<Instant> since) {
    pausedSince = since;
  }

  Optional<Ending> ending() {
    return ending;
  }

  Optional<Instant> endingSince() {
    return endingSince;
  }

  /** Ends the run early; returns whether it was not ending already. */
  boolean end(Ending reason, Instant now) {
    boolean first = ending.isEmpty();
    if (first) {
      ending = Optional.of(reason);
      endingSince = Optional.of(now);
      clearingSince = Optional.of(now);
    }
    return first;
  }

  /** Returns since when this process has been clearing up. */
  Optional<Instant> clearingSince() {
    return clearingSince;
  }

  /** Goes on with an ending that another process has begun. */
  void goOnEnding(Ending reason, Instant since, Instant now) {
    ending = Optional.of(reason);
    endingSince = Optional.of(since);
    clearingSince = Optional.of(now);
  }

  Optional<String> givenUp() {
    return givenUp;
  }

  /** Gives even cleaning up up; returns whether that was not so already. */
  boolean giveUp(String because) {
    boolean first = givenUp.isEmpty();
    if (first) {
      givenUp = Optional.of(because);
    }
    return first;
  }
}
