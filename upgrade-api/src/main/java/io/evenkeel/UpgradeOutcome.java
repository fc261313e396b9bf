package io.evenkeel;

import io.evenkeel.spi.Finding;
import java.util.List;

/** How a run ended. */
public sealed interface UpgradeOutcome {

  UpgradeSummary summary();

  /** Every selected node is what the target wants; quarantined ones are named in the summary. */
  record Succeeded(UpgradeSummary summary) implements UpgradeOutcome {}

  /** Somebody asked for it; the summary tells what is left as it is. */
  record Stopped(String by, UpgradeSummary summary) implements UpgradeOutcome {}

  /**
   * It could not be done.
   *
   * @param message what stood in the way, where
   * @param remedy what to do about it
   * @param findings what the look before the first write found, where that was the reason
   */
  record Failed(
      FailureReason reason,
      String message,
      String remedy,
      List<Finding> findings,
      UpgradeSummary summary)
      implements UpgradeOutcome {
    public Failed {
      findings = List.copyOf(findings);
    }
  }

  default boolean succeeded() {
    return this instanceof Succeeded;
  }
}
