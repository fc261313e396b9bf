package io.evenkeel.engine.internal.lease;

import io.evenkeel.FailureReason;
import io.evenkeel.engine.internal.state.Ending;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Why and since when a run ends early, as a few lines, so that a successor goes on ending it. */
final class EndingText {
  private static final String CANCELLED = "cancelled";
  private static final String FAILING = "failing";

  private EndingText() {}

  static String write(Ending ending, Instant since) {
    if (ending instanceof Ending.Cancelled cancelled) {
      return lines(CANCELLED, since.toString(), cancelled.surge().name(), cancelled.by());
    }
    Ending.Failing failing = (Ending.Failing) ending;
    return lines(
        FAILING, since.toString(), failing.reason().name(), failing.message(), failing.remedy());
  }

  private static String lines(String... parts) {
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      text.append(text.isEmpty() ? "" : "\n").append(part.replaceAll("\\R", " "));
    }
    return text.toString();
  }

  /** Reads one back; a spoiled one is as good as none. */
  static Optional<LeaseBook.Ended> read(String text) {
    String[] parts = text.split("\n", -1);
    try {
      return switch (parts[0]) {
        case CANCELLED ->
            Optional.of(
                new LeaseBook.Ended(
                    new Ending.Cancelled(parts[3], Ending.Surge.valueOf(parts[2])),
                    Instant.parse(parts[1])));
        case FAILING ->
            Optional.of(
                new LeaseBook.Ended(
                    new Ending.Failing(FailureReason.valueOf(parts[2]), parts[3], parts[4]),
                    Instant.parse(parts[1])));
        default -> Optional.empty();
      };
    } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException bad) {
      return Optional.empty();
    }
  }
}
