package io.evenkeel.spi;

import java.time.Duration;
import java.time.Instant;

/**
 * The only source of time and of threads: real, or virtual.
 *
 * <p>Implementations run the tasks that they are given one after another in the order of their due
 * times, tasks of equal time in the order in which they were given.
 */
public interface Timeline {

  /** Returns the time of day, for what people read and what is written into the world. */
  Instant now();

  /** Returns the time since an arbitrary origin; it never jumps, so that durations are safe. */
  Duration elapsed();

  /** Runs the task once, after the delay; a delay of zero or less means as soon as possible. */
  Cancellable schedule(Duration delay, Runnable task);

  /** Runs the task as soon as possible, after the tasks that are due already. */
  default void execute(Runnable task) {
    schedule(Duration.ZERO, task);
  }

  /** A task that may be called off; calling off a task that has run does nothing. */
  @FunctionalInterface
  interface Cancellable {
    void cancel();
  }
}
