package io.evenkeel.campaign.internal;

import io.evenkeel.campaign.Fault;
import java.util.Optional;

/** Whether a scenario could be finished, by an independent look at the world. */
final class Finishable {
  private Finishable() {}

  /** Returns why it could not, as far as can be said; empty where it could. */
  static Optional<String> whyNot(CampaignWorld world, CampaignPlan plan, Scenario scenario) {
    if (!scenario.fair()) {
      return Optional.of("the plan is not fair");
    }
    return scenario.faults().stream()
        .filter(fault -> fault.after() == Fault.After.MAY_HALT)
        .findFirst()
        .map(fault -> "after " + fault + " it may halt");
  }
}
