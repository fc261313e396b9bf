package io.evenkeel.simulation.internal;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;

/** When something begins, in UTC, as Karpenter reads the five fields of cron and its nicknames. */
final class CronSchedule {
  private static final CronDefinition UNIX =
      CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);

  private final ExecutionTime times;

  private CronSchedule(ExecutionTime times) {
    this.times = times;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  static CronSchedule parse(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    String fields = spelledOut(plain);
    // Sunday is 0; the parser would take 7 as well, which Karpenter does not.
    if (fields.substring(fields.lastIndexOf(' ') + 1).replaceAll("/\\d+", "").contains("7")) {
      throw new IllegalArgumentException("'" + text + "' names an eighth day of the week");
    }
    return new CronSchedule(ExecutionTime.forCron(new CronParser(UNIX).parse(fields)));
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

  /** Returns the first time after that instant; empty where there is none. */
  Optional<Instant> next(Instant after) {
    return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toInstant);
  }
}
