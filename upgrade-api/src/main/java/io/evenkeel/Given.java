package io.evenkeel;

import java.time.Duration;
import java.util.Objects;

/** What is checked where a value is given, in words that say what is wanted instead. */
final class Given {
  static final String REASON = "the reason that messages are to tell";

  private Given() {}

  /** Returns the value, which must not be null. */
  static <T> T there(T value, String call, String wanted) {
    return Objects.requireNonNull(value, call + " was given null: give " + wanted);
  }

  /** Returns the time, which must be from zero to a year. */
  static Duration time(Duration time, String call) {
    String wanted = "a time from 0 to " + Checks.LONGEST.toDays() + " days";
    if (there(time, call, wanted).isNegative() || time.compareTo(Checks.LONGEST) > 0) {
      throw new IllegalArgumentException(call + " was given " + time + ": give " + wanted);
    }
    return time;
  }

  /** Returns the number of nodes, which must make sense. */
  static Quantity nodes(Quantity nodes, String call) {
    String wanted = "a number of nodes of 0 or more, or a percentage from 0 to 100";
    Checks.wanted(there(nodes, call, wanted))
        .ifPresent(
            range -> {
              throw new IllegalArgumentException(call + " was given " + nodes + ": give " + range);
            });
    return nodes;
  }
}
