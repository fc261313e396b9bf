package io.evenkeel.engine.internal.state;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.evenkeel.MaintenanceWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** When the maintenance windows of a plan are open. */
public final class Windows {
  private static final CronDefinition UNIX =
      CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);

  private final List<Calendar> calendars;

  private Windows(List<Calendar> calendars) {
    this.calendars = calendars;
  }

  /**
   * Returns the windows as a calendar.
   *
   * @throws IllegalArgumentException if the fields of one are not for cron, saying what is wrong
   */
  public static Windows of(List<MaintenanceWindow> windows) {
    return new Windows(windows.stream().map(Calendar::of).toList());
  }

  /** Returns whether something new may be begun. */
  public boolean isOpen(Instant now) {
    return calendars.isEmpty() || openUntil(now).isPresent();
  }

  /**
   * Returns whether something may be begun that takes at least that long: a window is open, and
   * enough is left of it. In a window that is not open for twice as long it may be begun all the
   * same, since it might never be otherwise; it then goes on after the window has closed.
   */
  public boolean isOpenFor(Duration least, Instant now) {
    return isOpen(now)
        && (calendars.isEmpty()
            || !lastBeginning(least, now).isBefore(now)
            || openFor(now).compareTo(least.multipliedBy(2)) < 0);
  }

  /** Returns when something that takes at least that long may be begun for the last time. */
  public Instant lastBeginning(Duration least, Instant now) {
    return closes(now, least).minus(least);
  }

  /** Returns for how long in all the longest window is open that is open now. */
  private Duration openFor(Instant now) {
    return calendars.stream()
        .filter(calendar -> calendar.closes(now).filter(end -> end.isAfter(now)).isPresent())
        .map(calendar -> calendar.window().duration())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Returns when the windows that are open have closed. */
  public Optional<Instant> openUntil(Instant now) {
    return calendars.stream()
        .flatMap(calendar -> calendar.closes(now).stream())
        .filter(end -> end.isAfter(now))
        .max(Comparator.naturalOrder());
  }

  /**
   * Returns when nothing is open any more for the first time; where one window follows another
   * without end, a time after that long.
   *
   * @param now a time at which a window is open
   */
  public Instant closes(Instant now, Duration longEnough) {
    Instant enough = now.plus(longEnough);
    Instant end = now;
    Optional<Instant> next = openUntil(now);
    while (next.isPresent() && !end.isAfter(enough)) {
      end = next.get();
      next = openUntil(end);
    }
    return end;
  }

  /** Returns since when all windows have been closed, where one has been open before. */
  public Optional<Instant> closedSince(Instant now) {
    return calendars.stream()
        .flatMap(calendar -> calendar.closes(now).stream())
        .max(Comparator.naturalOrder());
  }

  /** Returns when the next window opens; empty where none ever does. */
  public Optional<Instant> nextOpening(Instant now) {
    return calendars.stream()
        .flatMap(calendar -> calendar.opens(now).stream())
        .min(Comparator.naturalOrder());
  }

  /** One window and the times of its fields. */
  private record Calendar(ExecutionTime times, ZoneId zone, MaintenanceWindow window) {
    static Calendar of(MaintenanceWindow window) {
      return new Calendar(
          ExecutionTime.forCron(new CronParser(UNIX).parse(window.opens())), window.zone(), window);
    }

    /** Returns when it closes, or has closed, after it opened last. */
    Optional<Instant> closes(Instant now) {
      // What opens at this very moment is open.
      ZonedDateTime soon = now.plusMillis(1).atZone(zone);
      return times.lastExecution(soon).map(at -> at.toInstant().plus(window.duration()));
    }

    Optional<Instant> opens(Instant now) {
      return times.nextExecution(now.atZone(zone)).map(ZonedDateTime::toInstant);
    }
  }
}
