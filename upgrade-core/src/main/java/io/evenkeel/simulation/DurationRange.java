package io.evenkeel.simulation;

import java.time.Duration;

/** How long something takes in a simulation: evenly spread from the first to the second. */
public record DurationRange(Duration from, Duration to) {

  public DurationRange {
    if (from.isNegative() || to.compareTo(from) < 0) {
      throw new IllegalArgumentException(
          "a range of durations goes from zero or more upwards, not from " + from + " to " + to);
    }
  }

  public static DurationRange of(Duration from, Duration to) {
    return new DurationRange(from, to);
  }

  /** Returns a range in whole milliseconds, both ends included. */
  public static DurationRange millis(long from, long to) {
    return new DurationRange(Duration.ofMillis(from), Duration.ofMillis(to));
  }

  /** Returns a range in whole seconds, both ends included. */
  public static DurationRange seconds(long from, long to) {
    return new DurationRange(Duration.ofSeconds(from), Duration.ofSeconds(to));
  }

  /** Returns a range that holds one duration only. */
  public static DurationRange exactly(Duration duration) {
    return new DurationRange(duration, duration);
  }
}
