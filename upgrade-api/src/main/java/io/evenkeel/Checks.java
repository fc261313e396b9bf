package io.evenkeel;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the builders check alike, so that every problem of a plan is told in the same words. */
final class Checks {
  private static final Duration LONGEST = Duration.ofDays(365);

  private Checks() {}

  /** Adds a problem where the value is missing; returns whether it is there. */
  static boolean present(
      List<PlanProblem> problems, String where, String what, @Nullable Object value) {
    if (value == null) {
      problems.add(new PlanProblem(where, what + " is null", "give a value, or leave it out"));
    }
    return value != null;
  }

  /** Adds a problem where the duration is missing, negative or longer than a year. */
  static void duration(
      List<PlanProblem> problems, String where, String what, @Nullable Duration duration) {
    if (present(problems, where, what, duration)
        && duration != null
        && (duration.isNegative() || duration.compareTo(LONGEST) > 0)) {
      problems.add(
          new PlanProblem(
              where,
              what + " is " + duration,
              "give a time from 0 to " + LONGEST.toDays() + " days"));
    }
  }

  /** As {@link #duration}, but zero is a problem as well. */
  static void positive(
      List<PlanProblem> problems, String where, String what, @Nullable Duration duration) {
    if (Duration.ZERO.equals(duration)) {
      problems.add(new PlanProblem(where, what + " is zero", "give a longer time"));
    } else {
      duration(problems, where, what, duration);
    }
  }
}
