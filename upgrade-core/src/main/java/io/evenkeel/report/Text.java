package io.evenkeel.report;

import java.time.Duration;
import java.util.Locale;

/** How names and durations are written, whoever named them. */
final class Text {
  private Text() {}

  /**
   * Returns the text with everything made visible that a terminal would act on: names come from
   * clusters, and whoever may name a pod must not move the reader's cursor.
   */
  static String safe(String text) {
    if (text.codePoints().noneMatch(Text::acts)) {
      return text;
    }
    StringBuilder visible = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(point -> append(visible, point));
    return visible.toString();
  }

  /** Returns the text cut to so many characters, the last one telling that it was cut. */
  static String cut(String text, int columns, String ellipsis) {
    return text.length() <= columns
        ? text
        : text.substring(0, Math.max(0, columns - ellipsis.length())) + ellipsis;
  }

  /** Returns a duration as a stop-watch shows it: {@code 04:12}, {@code 1:04:12}. */
  static String clock(Duration duration) {
    return duration.toHours() > 0
        ? String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            duration.toHours(),
            duration.toMinutesPart(),
            duration.toSecondsPart())
        : String.format(
            Locale.ROOT, "%02d:%02d", duration.toMinutesPart(), duration.toSecondsPart());
  }

  /** Returns a duration in words: {@code 12 min 40 s}. */
  static String words(Duration duration) {
    if (duration.toHours() > 0) {
      return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
    return duration.toMinutes() > 0
        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
        : duration.toSeconds() + " s";
  }

  /** Returns an age in the shape of {@code kubectl get}: {@code 42s}, {@code 5m}, {@code 21d}. */
  static String age(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 120) {
      return seconds + "s";
    }
    if (seconds < 10 * 60) {
      return withRest(seconds / 60, "m", seconds % 60, "s");
    }
    if (seconds < 3 * 3600) {
      return seconds / 60 + "m";
    }
    if (seconds < 8 * 3600) {
      return withRest(seconds / 3600, "h", seconds / 60 % 60, "m");
    }
    if (seconds < 48 * 3600) {
      return seconds / 3600 + "h";
    }
    return seconds < 8 * 86400
        ? withRest(seconds / 86400, "d", seconds / 3600 % 24, "h")
        : seconds / 86400 + "d";
  }

  /** Returns {@code 1 node}, {@code 2 nodes}. */
  static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  private static String withRest(long number, String unit, long rest, String restUnit) {
    return number + unit + (rest == 0 ? "" : rest + restUnit);
  }

  private static boolean acts(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static void append(StringBuilder visible, int point) {
    if (acts(point)) {
      visible.append(String.format(Locale.ROOT, "\\u%04x", point));
    } else {
      visible.appendCodePoint(point);
    }
  }
}
