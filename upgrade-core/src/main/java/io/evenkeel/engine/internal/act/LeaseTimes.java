package io.evenkeel.engine.internal.act;

import java.time.Duration;

/**
 * The times around the lease. A write begins only while the lease outlasts it by a margin, and a
 * successor waits for the lease and one call more, so that two runs never write at once.
 *
 * @param callLimit how long any one call may take
 */
public record LeaseTimes(Duration duration, Duration callLimit, Duration margin) {

  public static LeaseTimes standard() {
    return new LeaseTimes(Duration.ofSeconds(60), Duration.ofSeconds(20), Duration.ofSeconds(5));
  }

  /** Returns times for a lease of that duration, in the same proportions. */
  public static LeaseTimes of(Duration duration) {
    return new LeaseTimes(duration, duration.dividedBy(3), duration.dividedBy(12));
  }

  public Duration renewEvery() {
    return duration.dividedBy(6);
  }

  /** Returns how long a successor watches a lease that is not renewed before it takes it. */
  public Duration succession() {
    return duration.plus(callLimit);
  }
}
