package io.evenkeel.kubernetes.internal.karpenter;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;

/** When a budget begins to be in force: five fields of cron, or a nickname, in UTC. */
final class Schedule {
  private static final Map<String, String> NICKNAMES =
      Map.of(
          "@annually", "0 0 1 1 *",
          "@yearly", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");

  private final ExecutionTime times;

  private Schedule(ExecutionTime times) {
    this.times = times;
  }

  /** Returns the schedule that the text means, empty where Karpenter could not read it. */
  static Optional<Schedule> parse(String text) {
    String fields = NICKNAMES.getOrDefault(text.strip(), text.strip()).replace('?', '*');
    if (namesAnEighthDay(fields)) {
      return Optional.empty();
    }
    try {
      CronParser parser =
          new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
      return Optional.of(new Schedule(ExecutionTime.forCron(parser.parse(fields))));
    } catch (RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  /** Sunday is 0; the parser would take 7 as well, which Karpenter does not. */
  private static boolean namesAnEighthDay(String fields) {
    String days = fields.substring(fields.lastIndexOf(' ') + 1);
    return days.replaceAll("/\\d+", "").contains("7");
  }

  /** Returns the first time after that instant, empty where there is none. */
  Optional<Instant> next(Instant after) {
    return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toInstant);
  }
}
