package io.evenkeel.campaign.internal;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeOutcome;
import java.util.Optional;

/** Whether the cause that a run names for its halt is true. */
final class Causes {
  private Causes() {}

  /** Returns what is untrue about the cause; empty where it is true. */
  static Optional<String> untrue(
      UpgradeOutcome.Failed failed, CampaignWorld world, Scenario scenario) {
    return failed.reason() == FailureReason.INTERNAL
        ? Optional.of("I9: the engine failed: " + failed.message())
        : Optional.empty();
  }
}
