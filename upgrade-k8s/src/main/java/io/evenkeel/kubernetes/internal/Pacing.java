package io.evenkeel.kubernetes.internal;

import java.time.Duration;

/**
 * The numbers of a watch.
 *
 * @param watchSeconds how long the server keeps one watch open; up to half as much again is added,
 *     so that not all kinds end at once
 * @param troubledAfter failures in a row after which the kind counts as not visible
 * @param giveUpAfter failures in a row, before anything has ever been seen, after which the feed
 *     ends
 */
public record Pacing(
    int pageSize,
    int watchSeconds,
    Duration firstBackoff,
    Duration longestBackoff,
    int troubledAfter,
    int giveUpAfter) {

  public static final Pacing USUAL =
      new Pacing(500, 300, Duration.ofMillis(500), Duration.ofSeconds(30), 2, 3);
}
