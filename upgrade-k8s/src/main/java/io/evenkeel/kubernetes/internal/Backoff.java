package io.evenkeel.kubernetes.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Waits that grow with each failure in a row, scattered, and cut short by closing. */
final class Backoff {
  private final Duration first;
  private final Duration longest;
  private final CountDownLatch closed;
  private int failures;

  Backoff(Duration first, Duration longest, CountDownLatch closed) {
    this.first = first;
    this.longest = longest;
    this.closed = closed;
  }

  int failures() {
    return failures;
  }

  void reset() {
    failures = 0;
  }

  /** Counts one failure more and waits; returns false when there is nothing more to wait for. */
  boolean failed() {
    failures++;
    long most = first.multipliedBy(1L << Math.min(failures - 1, 12)).toMillis();
    long capped = Math.max(1, Math.min(most, longest.toMillis()));
    long wait = ThreadLocalRandom.current().nextLong(capped / 2, capped + 1);
    try {
      return !closed.await(wait, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
