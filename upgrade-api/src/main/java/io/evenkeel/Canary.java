package io.evenkeel;

import java.time.Duration;

/**
 * How the first replacement of a group is judged before any other node is touched.
 *
 * @param patience how long it may take to become usable
 * @param proof how long it, and the pods of the first node drained after it, must stay well
 */
public record Canary(Duration patience, Duration proof) {

  /** Returns the default: usable within 15 minutes, well for 60 seconds. */
  public static Canary standard() {
    return new Canary(Duration.ofMinutes(15), Duration.ofSeconds(60));
  }

  public Canary within(Duration newPatience) {
    return new Canary(newPatience, proof);
  }

  public Canary provenFor(Duration newProof) {
    return new Canary(patience, newProof);
  }
}
