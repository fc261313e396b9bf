package io.evenkeel.simulation.internal.oracle;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** What a test allows beyond what always holds. */
public final class Permits {
  private long seed;
  private boolean deletes;
  private boolean surgeDrains;
  private boolean scales;
  private Optional<Duration> force = Optional.empty();
  private OptionalInt relandings = OptionalInt.empty();

  public void seed(long newSeed) {
    seed = newSeed;
  }

  public void deletes() {
    deletes = true;
  }

  public void surgeDrains() {
    surgeDrains = true;
  }

  public void relandings(int atMost) {
    relandings = OptionalInt.of(atMost);
  }

  public void scales() {
    scales = true;
  }

  public void forcesAfter(Duration wait) {
    force = Optional.of(wait);
  }

  boolean mayScale() {
    return scales;
  }

  Optional<Duration> force() {
    return force;
  }

  long seed() {
    return seed;
  }

  boolean mayDelete() {
    return deletes;
  }

  boolean mayDrainSurge() {
    return surgeDrains;
  }

  OptionalInt relandings() {
    return relandings;
  }
}
