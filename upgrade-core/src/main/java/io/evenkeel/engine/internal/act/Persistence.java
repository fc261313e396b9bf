package io.evenkeel.engine.internal.act;

import java.time.Duration;
import java.util.TreeMap;

/**
 * How often a step on the same thing has failed in a row, and how long to wait before it is decided
 * again; a step that never works must not be tried for ever.
 */
final class Persistence {
  private static final int LIMIT = 10;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final TreeMap<String, Integer> failures = new TreeMap<>();

  void worked(String what) {
    failures.remove(what);
  }

  /** Counts a failure and returns how long to wait. */
  Duration failed(String what) {
    int times = failures.merge(what, 1, Integer::sum);
    Duration wait = Duration.ofSeconds(1L << Math.min(times - 1, 6));
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  boolean exhausted(String what) {
    return failures.getOrDefault(what, 0) >= LIMIT;
  }
}
