package io.evenkeel.examples.cli;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeOutcome;

/** How a command ends, for the scripts that call it; {@code --help} lists them. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int REFUSED = 3;
  static final int ANOTHER_RUN = 4;
  static final int STOPPED = 5;

  private ExitCode() {}

  static int of(UpgradeOutcome outcome) {
    if (outcome instanceof UpgradeOutcome.Failed failed) {
      return of(failed.reason());
    }
    return outcome instanceof UpgradeOutcome.Stopped ? STOPPED : DONE;
  }

  private static int of(FailureReason reason) {
    return switch (reason) {
      case PREFLIGHT -> REFUSED;
      case ANOTHER_RUN -> ANOTHER_RUN;
      default -> FAILED;
    };
  }
}
