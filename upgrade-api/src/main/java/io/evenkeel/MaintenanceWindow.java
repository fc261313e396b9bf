package io.evenkeel;

import java.time.Duration;
import java.time.ZoneId;

/**
 * A time that comes again and again, in which a run may begin something new.
 *
 * <p>Outside of it nothing is drained, let go or terminated that has not been begun; what has been
 * is finished. Times in which a window is closed do not count against any patience of the plan.
 *
 * @param opens when it opens, as five fields for cron: minute, hour, day of month, month, day of
 *     week
 * @param zone the time zone of these fields; daylight saving time is kept to
 * @param duration how long it stays open
 */
public record MaintenanceWindow(String opens, ZoneId zone, Duration duration) {
  public MaintenanceWindow {
    Given.there(opens, "MaintenanceWindow.opens", "five fields for cron, such as 0 22 * * MON-FRI");
    Given.there(zone, "MaintenanceWindow.zone", "a time zone");
    if (Given.time(duration, "MaintenanceWindow.duration").isZero()) {
      throw new IllegalArgumentException(
          "MaintenanceWindow.duration is no time: a window must be open for longer than that");
    }
  }

  /** Returns a window of that duration. */
  public static MaintenanceWindow opens(String cron, ZoneId zone, Duration duration) {
    return new MaintenanceWindow(cron, zone, duration);
  }

  @Override
  public String toString() {
    return "'" + opens + "' in " + zone + " for " + duration;
  }
}
