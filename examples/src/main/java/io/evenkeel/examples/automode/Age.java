package io.evenkeel.examples.automode;

import java.time.Duration;
import java.time.Instant;

/** How old something is, in the shape of {@code kubectl get}: {@code 42s}, {@code 5m3s}. */
final class Age {
  private Age() {}

  static String of(Instant since, Instant now) {
    Duration age = Duration.between(since, now);
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 120) {
      return seconds + "s";
    }
    if (seconds < 600) {
      return seconds / 60 + "m" + (seconds % 60 == 0 ? "" : seconds % 60 + "s");
    }
    return seconds < 3 * 3600 ? seconds / 60 + "m" : seconds / 3600 + "h";
  }
}
