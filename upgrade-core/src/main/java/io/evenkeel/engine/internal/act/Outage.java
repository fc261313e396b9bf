package io.evenkeel.engine.internal.act;

import io.evenkeel.spi.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long something has gone wrong that others have to mend, and how long it is waited for:
 * expired credentials are renewed by somebody or something else, so that it is worth to hold still.
 */
final class Outage {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration PATIENCE_FOR_CREDENTIALS = Duration.ofHours(1);

  private Optional<Instant> since = Optional.empty();

  /** Notes that it goes wrong still; returns whether it has done so for too long. */
  boolean goesOn(Answer.Problem<?> problem, Instant now) {
    Instant begun = since.orElse(now);
    since = Optional.of(begun);
    Duration patience =
        problem instanceof Answer.Unauthenticated<?> ? PATIENCE_FOR_CREDENTIALS : PATIENCE;
    return !begun.plus(patience).isAfter(now);
  }

  void over() {
    since = Optional.empty();
  }
}
