package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeOutcome;

/** Judgements about how a run ended. */
final class Endings {
  private Endings() {}

  /** Returns whether the run could and should clear up after itself. */
  static boolean wroteToTheEnd(UpgradeOutcome outcome) {
    return !(outcome instanceof UpgradeOutcome.Failed failed
        && (failed.reason() == FailureReason.LEASE_LOST
            || failed.reason() == FailureReason.ANOTHER_RUN
            || failed.reason() == FailureReason.UNREACHABLE
            || failed.reason() == FailureReason.DENIED));
  }

  /** Returns whether the run ended because of the canary of that group; others' may have passed. */
  static boolean canaryFailed(UpgradeOutcome outcome, String group) {
    return outcome instanceof UpgradeOutcome.Failed failed
        && failed.reason() == FailureReason.CANARY_FAILED
        && failed.message().contains("node group " + group + ":");
  }

  /** Returns whether the outcome says that something of the group is not as before. */
  static boolean tellsLeftovers(UpgradeOutcome outcome, String group) {
    return outcome.summary().groups().stream()
        .anyMatch(summary -> summary.group().equals(group) && !summary.leftovers().isEmpty());
  }

  /** Returns whether the outcome names that among what is not as before. */
  static boolean tells(UpgradeOutcome outcome, String group, String what) {
    return outcome.summary().groups().stream()
        .filter(summary -> summary.group().equals(group))
        .flatMap(summary -> summary.leftovers().stream())
        .anyMatch(leftover -> leftover.contains(what));
  }
}
