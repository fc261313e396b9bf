package io.evenkeel.engine.internal.act;

import java.time.Duration;

/**
 * How long to wait after being throttled. All calls share it, since they share what is throttled:
 * each refusal in a row doubles the wait of the next, and one that works ends it. Waits differ by
 * what is written, so that not all of them end at once.
 */
public final class Backoff {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int MOST_DOUBLINGS = 6;

  private int refusals;

  public Duration after(Duration asked, String what) {
    refusals++;
    Duration doubled = Duration.ofSeconds(1L << Math.min(refusals - 1, MOST_DOUBLINGS));
    Duration wait = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return later(wait.compareTo(asked) > 0 ? wait : asked, what);
  }

  /** Adds up to a quarter, as what is written decides; the same on every machine. */
  private static Duration later(Duration wait, String what) {
    return wait.plus(wait.multipliedBy(Math.floorMod(what.hashCode(), 100)).dividedBy(400));
  }

  void over() {
    refusals = 0;
  }
}
