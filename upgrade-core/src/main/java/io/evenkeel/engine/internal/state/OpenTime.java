package io.evenkeel.engine.internal.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of something that needs so much open time: which window it begins in, and when it is
 * done at the earliest.
 *
 * @param begins when it begins, in the window that is open then or opens then
 * @param closes when that window closes
 * @param windows how many windows it needs, that one included
 * @param done when it is done at the earliest
 * @param runsOver whether it is done only after the last of these windows has closed
 */
public record OpenTime(
    Instant begins, Instant closes, int windows, Instant done, boolean runsOver) {
  private static final int MOST_WINDOWS = 1_000;

  /**
   * Returns it; empty where a thousand windows are not enough.
   *
   * @param least how much open time is needed
   * @param carriedOver how much of that may pass after each window has closed
   */
  public static Optional<OpenTime> of(
      Windows windows, Instant now, Duration least, Duration carriedOver) {
    Optional<Instant> begins = windows.isOpen(now) ? Optional.of(now) : windows.nextOpening(now);
    return begins.flatMap(at -> from(at, windows, least, carriedOver));
  }

  private static Optional<OpenTime> from(
      Instant begins, Windows windows, Duration least, Duration carriedOver) {
    Instant firstCloses = windows.closes(begins, least);
    Instant at = begins;
    Duration left = least;
    for (int used = 1; used <= MOST_WINDOWS; used++) {
      Instant end = windows.closes(at, left);
      if (!at.plus(left).isAfter(end)) {
        return Optional.of(new OpenTime(begins, firstCloses, used, at.plus(left), false));
      }
      left = left.minus(Duration.between(at, end));
      Optional<Instant> next = windows.nextOpening(end);
      Duration gap = next.map(n -> Duration.between(end, n)).orElse(carriedOver);
      Duration meanwhile = gap.compareTo(carriedOver) < 0 ? gap : carriedOver;
      if (left.compareTo(meanwhile) <= 0) {
        return Optional.of(new OpenTime(begins, firstCloses, used, end.plus(left), true));
      }
      if (next.isEmpty()) {
        return Optional.empty();
      }
      left = left.minus(meanwhile);
      at = next.get();
    }
    return Optional.empty();
  }
}
