package io.evenkeel.engine.internal.state;

import java.time.Instant;
import java.util.Optional;

/** How far the canary of a group has been proven. */
public final class Proof {
  private Optional<Instant> wellSince = Optional.empty();
  private Optional<String> drained = Optional.empty();

  /** Returns since when all has been well with the canary. */
  public Optional<Instant> wellSince() {
    return wellSince;
  }

  public void wellSince(Optional<Instant> since) {
    wellSince = since;
  }

  /** Returns the node that was drained to prove the canary. */
  public Optional<String> drained() {
    return drained;
  }

  public void drains(String node) {
    drained = Optional.of(node);
  }

  void gone(String node) {
    if (drained.equals(Optional.of(node))) {
      drained = Optional.empty();
    }
  }
}
