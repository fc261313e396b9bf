package io.evenkeel.engine.internal.state;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** How far the canary of a group is, as its mark tells. */
public sealed interface CanaryMark {

  /** No canary has been launched yet. */
  record None() implements CanaryMark {
    @Override
    public String toString() {
      return "none";
    }
  }

  /**
   * The pointer is on the target so that the canary, and only it, is launched from it.
   *
   * @param losses how many canaries have vanished before they were judged
   */
  record Launching(Instant since, int losses) implements CanaryMark {
    @Override
    public String toString() {
      return "launching " + since + " " + losses;
    }
  }

  /**
   * The canary is being judged.
   *
   * @param losses how many canaries were lost before it
   * @param well since when all is well with it
   */
  record Judged(String instance, Instant since, int losses, Optional<Instant> well)
      implements CanaryMark {
    public Judged withWell(Optional<Instant> newWell) {
      return new Judged(instance, since, losses, newWell);
    }

    @Override
    public String toString() {
      return "judged "
          + instance
          + " "
          + since
          + " "
          + losses
          + well.map(w -> " well " + w).orElse("");
    }
  }

  /** The target has proven itself. */
  record Passed() implements CanaryMark {
    @Override
    public String toString() {
      return "passed";
    }
  }

  static CanaryMark parse(String text) {
    String[] words = text.split(" ");
    try {
      return switch (words[0]) {
        case "launching" -> new Launching(Instant.parse(words[1]), losses(words, 2));
        case "judged" ->
            new Judged(words[1], Instant.parse(words[2]), losses(words, 3), well(words));
        case "passed" -> new Passed();
        default -> new None();
      };
    } catch (DateTimeParseException
        | NumberFormatException
        | ArrayIndexOutOfBoundsException spoiled) {
      return new None();
    }
  }

  private static int losses(String[] words, int index) {
    return words.length > index ? Integer.parseInt(words[index]) : 0;
  }

  default boolean passed() {
    return this instanceof Passed;
  }

  private static Optional<Instant> well(String[] words) {
    return words.length > 5 ? Optional.of(Instant.parse(words[5])) : Optional.empty();
  }

  /** Returns whether all is well with a canary that is being judged. */
  default boolean isWell() {
    return this instanceof Judged judged && judged.well().isPresent();
  }
}
