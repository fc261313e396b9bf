package io.evenkeel.engine.internal.state;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** How far the canary of a group is, as its mark tells. */
public sealed interface CanaryMark {

  /** No canary has been launched yet. */
  record None() implements CanaryMark {
    @Override
    public String toString() {
      return "none";
    }
  }

  /** The pointer is on the target so that the canary, and only it, is launched from it. */
  record Launching(Instant since) implements CanaryMark {
    @Override
    public String toString() {
      return "launching " + since;
    }
  }

  /** The canary is being judged. */
  record Judged(String instance, Instant since) implements CanaryMark {
    @Override
    public String toString() {
      return "judged " + instance + " " + since;
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
        case "launching" -> new Launching(Instant.parse(words[1]));
        case "judged" -> new Judged(words[1], Instant.parse(words[2]));
        case "passed" -> new Passed();
        default -> new None();
      };
    } catch (DateTimeParseException | ArrayIndexOutOfBoundsException spoiled) {
      return new None();
    }
  }

  default boolean passed() {
    return this instanceof Passed;
  }
}
