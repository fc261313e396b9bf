package io.evenkeel.engine.internal;

import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.time.Instant;

/**
 * Time as a run counts it: it begins at the time of day and goes on by the clock that never jumps.
 * So nothing that has to last is cut short or drawn out when somebody sets the clock meanwhile, and
 * what is written down of when something began stays comparable for as long as the process lives.
 */
public final class SteadyTimeline implements Timeline {
  private final Timeline clock;
  private final Instant origin;

  public SteadyTimeline(Timeline clock) {
    this.clock = clock;
    this.origin = clock.now().minus(clock.elapsed());
  }

  @Override
  public Instant now() {
    return origin.plus(clock.elapsed());
  }

  @Override
  public Duration elapsed() {
    return clock.elapsed();
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    return clock.schedule(delay, task);
  }

  /** Returns the same time with the time of day as it is set now. */
  public Timeline byTheClock() {
    return clock;
  }
}
