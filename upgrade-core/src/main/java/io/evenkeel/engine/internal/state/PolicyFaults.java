package io.evenkeel.engine.internal.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a drain policy answers at all; one that never does must not be waited for. */
public final class PolicyFaults {
  private static final int MANY = 5;
  private static final Duration LONG = Duration.ofMinutes(2);

  private Optional<Instant> since = Optional.empty();
  private int inARow;

  public void answered() {
    inARow = 0;
    since = Optional.empty();
  }

  public void failed(Instant now) {
    inARow++;
    since = Optional.of(since.orElse(now));
  }

  /** Returns since when it has failed whenever it was asked. */
  public Instant since() {
    return since.orElse(Instant.EPOCH);
  }

  /** Returns whether it has failed often and for long, without a single answer. */
  public boolean lasting(Instant now) {
    return inARow >= MANY && since.map(s -> !s.plus(LONG).isAfter(now)).orElse(false);
  }
}
