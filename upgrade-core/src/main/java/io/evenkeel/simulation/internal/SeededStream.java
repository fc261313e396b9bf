package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.DurationRange;
import java.time.Duration;

/**
 * A stream of random numbers that depends on a seed and a name only, so that one component drawing
 * more does not change what another one gets. The arithmetic is spelled out here, so that every JVM
 * gives the same numbers.
 */
public final class SeededStream {

  private static final long STEP = 0x9E3779B97F4A7C15L;

  private long state;

  private SeededStream(long state) {
    this.state = state;
  }

  /** Returns the stream of that name under that seed. */
  public static SeededStream of(long seed, String name) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
    }
    return new SeededStream(mix(seed) ^ hash);
  }

  public long nextLong() {
    state += STEP;
    return mix(state);
  }

  /** Returns a number from zero up to, not including, the bound. */
  public int nextInt(int bound) {
    return (int) Long.remainderUnsigned(nextLong(), bound);
  }

  /** Returns a duration of the range, to the millisecond. */
  public Duration within(DurationRange range) {
    long spread = range.to().minus(range.from()).toMillis();
    return range.from().plusMillis(Long.remainderUnsigned(nextLong(), spread + 1));
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
