package io.evenkeel.engine.internal.act;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/**
 * For how long permissions have been denied. An API server that has just been started denies what
 * it grants a moment later, when it has read its rules; only what stays denied is not granted.
 */
final class Denials {
  static final Duration NEXT_TRY = Duration.ofSeconds(5);
  private static final Duration FOR_GOOD = Duration.ofSeconds(30);

  /** A denial that comes later than this after the last one has nothing to do with it. */
  private static final Duration APART = Duration.ofMinutes(2);

  private final TreeMap<String, Denied> denied = new TreeMap<>();

  private record Denied(Instant first, Instant last) {}

  /** Notes a denial; returns whether there have been such for so long that no more will change. */
  boolean isForGood(String permission, Instant now) {
    Denied before = denied.getOrDefault(permission, new Denied(now, now));
    Instant first = before.last().plus(APART).isBefore(now) ? now : before.first();
    denied.put(permission, new Denied(first, now));
    return !first.plus(FOR_GOOD).isAfter(now);
  }
}
