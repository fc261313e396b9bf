package io.evenkeel.engine.internal.state;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** How far a run is at a checkpoint, as the lease tells every process of it. */
public sealed interface HoldMark {

  /** The run has not come to it, or nothing there was ever closed. */
  record None() implements HoldMark {
    @Override
    public String toString() {
      return "none";
    }
  }

  /** The run stands there. */
  record Standing(Instant since) implements HoldMark {
    @Override
    public String toString() {
      return "standing " + since;
    }
  }

  /** The run has gone on from there and is not held there again. */
  record Passed() implements HoldMark {
    @Override
    public String toString() {
      return "passed";
    }
  }

  static HoldMark parse(String text) {
    String[] words = text.split(" ");
    try {
      return switch (words[0]) {
        case "standing" -> new Standing(Instant.parse(words[1]));
        case "passed" -> new Passed();
        default -> new None();
      };
    } catch (DateTimeParseException | ArrayIndexOutOfBoundsException spoiled) {
      return new None();
    }
  }
}
