package io.evenkeel;

import java.time.Instant;
import java.util.Optional;

/** What a {@link HealthGate} says. */
public sealed interface GateAnswer {

  /** The run may go on. */
  record Open() implements GateAnswer {}

  /**
   * Not now.
   *
   * @param because what it waits for, for people
   * @param until when to ask again at the latest; a gate that names no time is asked when the
   *     cluster has changed, and every 15 seconds
   */
  record Closed(String because, Optional<Instant> until) implements GateAnswer {}

  /** It will not open any more; the run fails with this reason. */
  record Failed(String because) implements GateAnswer {}

  static GateAnswer open() {
    return new Open();
  }

  static GateAnswer closed(String because) {
    return new Closed(because, Optional.empty());
  }

  static GateAnswer closedUntil(Instant until, String because) {
    return new Closed(because, Optional.of(until));
  }

  static GateAnswer failed(String because) {
    return new Failed(because);
  }

  default boolean isOpen() {
    return this instanceof Open;
  }
}
