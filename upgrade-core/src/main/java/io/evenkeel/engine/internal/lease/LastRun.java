package io.evenkeel.engine.internal.lease;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeSummary;
import io.evenkeel.engine.EndedRun;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** How a run has ended, as one line that stays beside the lease. */
public record LastRun(EndedRun run) {
  private static final int PARTS = 5;

  public static LastRun of(UpgradeOutcome outcome, Instant at) {
    String id = outcome.summary().runId();
    if (outcome instanceof UpgradeOutcome.Failed failed) {
      return new LastRun(
          new EndedRun(
              id, EndedRun.Kind.FAILED, Optional.of(failed.reason()), at, failed.message()));
    }
    return outcome instanceof UpgradeOutcome.Stopped stopped
        ? new LastRun(
            new EndedRun(
                id, EndedRun.Kind.STOPPED, Optional.empty(), at, "cancelled by " + stopped.by()))
        : new LastRun(
            new EndedRun(
                id, EndedRun.Kind.SUCCEEDED, Optional.empty(), at, done(outcome.summary())));
  }

  private static String done(UpgradeSummary summary) {
    return summary.replaced()
        + " nodes replaced"
        + (summary.removed() > 0 ? ", " + summary.removed() + " removed as unused" : "");
  }

  /** Returns it as one line, to be kept beside the lease. */
  public String text() {
    return run.runId()
        + "|"
        + run.kind()
        + "|"
        + run.reason().map(FailureReason::name).orElse("")
        + "|"
        + run.endedAt()
        + "|"
        + run.words().replaceAll("\\R", " ");
  }

  static Optional<EndedRun> parse(String text) {
    String[] parts = text.split("\\|", PARTS);
    if (parts.length < PARTS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new EndedRun(
              parts[0],
              EndedRun.Kind.valueOf(parts[1]),
              parts[2].isEmpty() ? Optional.empty() : Optional.of(FailureReason.valueOf(parts[2])),
              Instant.parse(parts[3]),
              parts[4]));
    } catch (DateTimeException | IllegalArgumentException spoiled) {
      return Optional.empty();
    }
  }
}
