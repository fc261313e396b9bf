package io.evenkeel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the builders check alike, so that every problem of a plan is told in the same words. */
final class Checks {
  private static final String NAME = "answer name() with how messages are to name it";
  private static final Pattern VERSION = Pattern.compile("\\d{1,4}\\.\\d{1,4}");
  static final Duration LONGEST = Duration.ofDays(365);

  private Checks() {}

  /** Adds a problem where the value is missing; returns whether it is there. */
  static boolean present(
      List<PlanProblem> problems, String where, String what, @Nullable Object value) {
    if (value == null) {
      problems.add(new PlanProblem(where, what + " is null", "give a value, or leave it out"));
    }
    return value != null;
  }

  /** Adds a problem where a plug-in does not tell its name. */
  static void named(
      List<PlanProblem> problems, String where, String what, Supplier<@Nullable String> name) {
    try {
      String answer = name.get();
      if (answer == null || answer.isBlank()) {
        problems.add(new PlanProblem(where, what + " answers name() with nothing", NAME));
      }
    } catch (RuntimeException | Error fault) {
      problems.add(new PlanProblem(where, what + ": name() failed: " + fault, NAME));
    }
  }

  /** Returns what is wanted instead of a quantity that makes no sense; empty where it does. */
  static Optional<String> wanted(Quantity quantity) {
    if (quantity instanceof Quantity.Percent percent) {
      return percent.value() < 0 || percent.value() > 100
          ? Optional.of("a percentage from 0 to 100")
          : Optional.empty();
    }
    return quantity instanceof Quantity.Nodes nodes && nodes.count() < 0
        ? Optional.of("a number of 0 or more")
        : Optional.empty();
  }

  /** Adds a problem where the target is missing, or cannot be one. */
  static void target(List<PlanProblem> problems, String where, @Nullable Target target) {
    if (!present(problems, where, "to(..)", target)) {
      return;
    }
    if (target instanceof Target.Image image && image.id().isBlank()) {
      problems.add(new PlanProblem(where, "its target is an image without an id", "give its id"));
    }
    if (target instanceof Target.LaunchTemplate template
        && (template.id().isBlank() || template.version() < 1)) {
      problems.add(
          new PlanProblem(
              where, "its target is " + template, "give an id, and a version of 1 or more"));
    }
    if (target instanceof Target.Kubernetes kubernetes
        && !VERSION.matcher(kubernetes.version()).matches()) {
      problems.add(
          new PlanProblem(
              where,
              "its target is Kubernetes '" + kubernetes.version() + "', which is no version",
              "write it like 1.34"));
    }
  }

  /** Adds a problem where the Kubernetes version is missing, or is none. */
  static void version(List<PlanProblem> problems, String where, Optional<String> version) {
    if (version.isEmpty()) {
      problems.add(
          new PlanProblem(where, "it names no version", "call to(..) with one, such as 1.35"));
    } else if (!VERSION.matcher(version.get()).matches()) {
      problems.add(
          new PlanProblem(
              where,
              "its target is '" + version.get() + "', which is no version",
              "write it like 1.35"));
    }
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
