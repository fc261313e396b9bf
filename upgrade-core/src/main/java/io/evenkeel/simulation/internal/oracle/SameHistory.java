package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.simulation.History;
import io.evenkeel.simulation.OracleViolation;
import io.evenkeel.simulation.OracleViolation.Invariant;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Compares two histories that ought to be the same. */
public final class SameHistory {
  private SameHistory() {}

  public static Optional<OracleViolation> complaint(long seed, History first, History second) {
    if (first.hash().equals(second.hash()) && first.size() == second.size()) {
      return Optional.empty();
    }
    int parting = parting(first.lines(), second.lines());
    String one = line(first.lines(), parting);
    String other = line(second.lines(), parting);
    String what =
        "the same seed has given two histories, of "
            + first.size()
            + " and "
            + second.size()
            + " lines, that part at '"
            + one
            + "' and '"
            + other
            + "'";
    return Optional.of(new OracleViolation(Invariant.SAME_HISTORY, timeOf(one, other), seed, what));
  }

  private static int parting(List<String> first, List<String> second) {
    int line = 0;
    while (line < first.size()
        && line < second.size()
        && first.get(line).equals(second.get(line))) {
      line++;
    }
    return line;
  }

  private static String line(List<String> lines, int number) {
    if (number < lines.size()) {
      return lines.get(number);
    }
    return lines.isEmpty() ? "a line that was not kept" : "its end";
  }

  /** A line begins with its time; where none is left there is only the beginning to name. */
  private static Instant timeOf(String one, String other) {
    for (String line : List.of(one, other)) {
      try {
        return Instant.parse(line.substring(0, Math.max(0, line.indexOf(' '))));
      } catch (DateTimeParseException noTime) {
        // the other may have one
      }
    }
    return VirtualTimeline.START;
  }
}
