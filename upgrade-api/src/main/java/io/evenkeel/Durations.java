package io.evenkeel;

import java.time.Duration;

/** Durations by short names, for static import into plans. */
public final class Durations {
  private Durations() {}

  public static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  public static Duration minutes(long minutes) {
    return Duration.ofMinutes(minutes);
  }

  public static Duration hours(long hours) {
    return Duration.ofHours(hours);
  }

  public static Duration days(long days) {
    return Duration.ofDays(days);
  }
}
