package io.evenkeel.engine.internal.state;

import java.time.Instant;
import java.util.Optional;

/** How far the canary of a group has been proven, as this process has seen it. */
public final class Proof {
  private Optional<Instant> wellSince = Optional.empty();

  /** Returns since when all has been well with the canary. */
  public Optional<Instant> wellSince() {
    return wellSince;
  }

  public void wellSince(Optional<Instant> since) {
    wellSince = since;
  }
}
