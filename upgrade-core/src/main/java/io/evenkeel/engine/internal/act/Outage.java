package io.evenkeel.engine.internal.act;

import io.evenkeel.spi.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long something has gone wrong that passes without our doing, and how long it is waited for:
 * credentials are renewed, and a burst of calls that others make is over some time.
 */
final class Outage {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration PATIENCE_FOR_BURSTS = Duration.ofMinutes(30);
  private static final Duration PATIENCE_FOR_CREDENTIALS = Duration.ofHours(1);

  private Optional<Instant> since = Optional.empty();

  /** Notes that it goes wrong still; returns whether it has done so for too long. */
  boolean goesOn(Answer.Problem<?> problem, Instant now) {
    Instant begun = since.orElse(now);
    since = Optional.of(begun);
    return !begun.plus(patience(problem)).isAfter(now);
  }

  private static Duration patience(Answer.Problem<?> problem) {
    if (problem instanceof Answer.Unauthenticated<?>) {
      return PATIENCE_FOR_CREDENTIALS;
    }
    return problem instanceof Answer.Throttled<?> ? PATIENCE_FOR_BURSTS : PATIENCE;
  }

  void over() {
    since = Optional.empty();
  }
}
