package io.evenkeel.simulation;

import java.time.Duration;

/** How long something takes: between two durations, each equally likely, both included. */
public record Span(Duration from, Duration to) {

  /**
   * @throws IllegalArgumentException if one is negative, or they are the wrong way round
   */
  public Span {
    if (from.isNegative() || to.compareTo(from) < 0) {
      throw new IllegalArgumentException(
          "a span needs 0 <= from <= to, not from " + from + " to " + to);
    }
  }

  public static Span of(Duration from, Duration to) {
    return new Span(from, to);
  }

  public static Span exactly(Duration duration) {
    return new Span(duration, duration);
  }

  /** Returns a span of so many milliseconds. */
  public static Span millis(long from, long to) {
    return new Span(Duration.ofMillis(from), Duration.ofMillis(to));
  }

  /** Returns a span of so many seconds. */
  public static Span seconds(long from, long to) {
    return new Span(Duration.ofSeconds(from), Duration.ofSeconds(to));
  }

  @Override
  public String toString() {
    return from.equals(to) ? from.toString() : from + ".." + to;
  }
}
