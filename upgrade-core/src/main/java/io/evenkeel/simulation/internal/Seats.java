package io.evenkeel.simulation.internal;

import java.time.Duration;

/**
 * The seats that fairness gives us at the API server: a call that finds none is turned away, and
 * not for any fault of its own.
 */
final class Seats {
  static final Duration COME_BACK = Duration.ofSeconds(1);

  /** How long a call keeps its seat. */
  private static final Duration SEATED = Duration.ofMillis(20);

  private int limit = Integer.MAX_VALUE;
  private int taken;

  void limit(int seats) {
    limit = seats;
  }

  /** Takes a seat for as long as a call is served; returns false where none is free. */
  boolean take(World world) {
    if (limit == Integer.MAX_VALUE) {
      return true;
    }
    if (taken >= limit) {
      return false;
    }
    taken++;
    world.later(SEATED, () -> taken--);
    return true;
  }
}
