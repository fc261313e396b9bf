package io.evenkeel.simulation.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** When something begins, in UTC, by the five fields of cron: minute, hour, day, month, weekday. */
final class CronSchedule {
  private static final List<String> MONTHS =
      List.of(
          "", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> WEEKDAYS =
      List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
  private static final int DAYS_AHEAD = 1500;

  private final BitSet minutes;
  private final BitSet hours;
  private final BitSet days;
  private final BitSet months;
  private final BitSet weekdays;
  private final boolean anyDay;
  private final boolean anyWeekday;

  private CronSchedule(String[] fields) {
    minutes = field(fields[0], 0, 59, List.of());
    hours = field(fields[1], 0, 23, List.of());
    days = field(fields[2], 1, 31, List.of());
    months = field(fields[3], 1, 12, MONTHS);
    weekdays = field(fields[4], 0, 7, WEEKDAYS);
    weekdays.set(0, weekdays.get(0) || weekdays.get(7));
    anyDay = fields[2].startsWith("*");
    anyWeekday = fields[4].startsWith("*");
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  static CronSchedule parse(String text) {
    String plain = spelledOut(text.strip().toLowerCase(Locale.ROOT));
    String[] fields = plain.split("\\s+", -1);
    if (fields.length != 5) {
      throw new IllegalArgumentException(
          "'" + text + "' is no schedule: give five fields, such as '0 9 * * 1-5'");
    }
    return new CronSchedule(fields);
  }

  private static String spelledOut(String text) {
    return switch (text) {
      case "@hourly" -> "0 * * * *";
      case "@daily", "@midnight" -> "0 0 * * *";
      case "@weekly" -> "0 0 * * 0";
      case "@monthly" -> "0 0 1 * *";
      case "@yearly", "@annually" -> "0 0 1 1 *";
      default -> text;
    };
  }

  private static BitSet field(String text, int from, int to, List<String> names) {
    BitSet all = new BitSet();
    for (String part : text.split(",", -1)) {
      String[] stepped = part.split("/", 2);
      String[] ends = stepped[0].split("-", 2);
      boolean any = stepped[0].equals("*");
      int first = any ? from : number(ends[0], names);
      boolean open = any || (ends.length == 1 && stepped.length == 2);
      int last = open ? to : number(ends[ends.length - 1], names);
      int step = stepped.length == 2 ? number(stepped[1], List.of()) : 1;
      if (first < from || last > to || first > last || step < 1) {
        throw new IllegalArgumentException(
            "'" + part + "' is not within " + from + " and " + to + " of a schedule");
      }
      for (int value = first; value <= last; value += step) {
        all.set(value);
      }
    }
    return all;
  }

  private static int number(String text, List<String> names) {
    return names.contains(text) ? names.indexOf(text) : Integer.parseInt(text);
  }

  /** Returns the first time after that instant; empty where there is none for years. */
  Optional<Instant> next(Instant after) {
    ZonedDateTime at = after.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
    for (int day = 0; day < DAYS_AHEAD; day++) {
      Optional<Instant> hit = dayMatches(at) ? nextOfDay(at) : Optional.empty();
      if (hit.isPresent()) {
        return hit;
      }
      at = at.truncatedTo(ChronoUnit.DAYS).plusDays(1);
    }
    return Optional.empty();
  }

  private boolean dayMatches(ZonedDateTime at) {
    boolean day = days.get(at.getDayOfMonth());
    boolean weekday = weekdays.get(at.getDayOfWeek().getValue() % 7);
    return months.get(at.getMonthValue())
        && ((anyDay || anyWeekday) ? (day && weekday) : (day || weekday));
  }

  private Optional<Instant> nextOfDay(ZonedDateTime from) {
    int first = from.getHour() * 60 + from.getMinute();
    for (int minute = first; minute < 24 * 60; minute++) {
      if (hours.get(minute / 60) && minutes.get(minute % 60)) {
        return Optional.of(from.truncatedTo(ChronoUnit.DAYS).plusMinutes(minute).toInstant());
      }
    }
    return Optional.empty();
  }
}
