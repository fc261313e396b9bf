package io.evenkeel.engine.internal.act;

import io.evenkeel.spi.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long something has gone wrong that passes without our doing, and how long it is waited for:
 * credentials are renewed, and a burst of calls that others make is over some time.
 */
public final class Outage {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration PATIENCE_FOR_BURSTS = Duration.ofMinutes(30);
  private static final Duration PATIENCE_FOR_CREDENTIALS = Duration.ofHours(1);

  private final Duration patienceForLines;
  private Optional<Instant> since = Optional.empty();

  Outage() {
    this(PATIENCE);
  }

  /** Waits that long where nothing is known but that the line is broken. */
  public Outage(Duration patienceForLines) {
    this.patienceForLines = patienceForLines;
  }

  /** Notes that it goes wrong still; returns whether it has done so for too long. */
  public boolean goesOn(Answer.Problem<?> problem, Instant now) {
    Instant begun = since.orElse(now);
    since = Optional.of(begun);
    return !begun.plus(patience(problem)).isAfter(now);
  }

  private Duration patience(Answer.Problem<?> problem) {
    if (problem instanceof Answer.Unauthenticated<?>) {
      return PATIENCE_FOR_CREDENTIALS;
    }
    return problem instanceof Answer.Throttled<?> ? PATIENCE_FOR_BURSTS : patienceForLines;
  }

  /** Returns whether something has gone wrong since it was last over. */
  public boolean begun() {
    return since.isPresent();
  }

  void over() {
    since = Optional.empty();
  }
}
