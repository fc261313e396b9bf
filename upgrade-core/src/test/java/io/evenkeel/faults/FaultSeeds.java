package io.evenkeel.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.campaign.Fault;
import io.evenkeel.campaign.internal.faults.FaultScene;

/** Lets a fault strike at the moments that a few seeds choose. */
final class FaultSeeds {
  private FaultSeeds() {}

  /** It strikes, no limit is broken, and the run finishes, where the catalog asks for that. */
  static void try10(Fault fault) {
    try10(fault, fault.after() == Fault.After.FINISHES);
  }

  /** No limit is broken, and the run ends; whether it finishes is another matter. */
  static void keepLimits(Fault fault) {
    try10(fault, false);
  }

  private static void try10(Fault fault, boolean finishes) {
    int strikes = 0;
    for (long seed = 1; seed <= 10; seed++) {
      // given
      FaultStage stage = FaultStage.of(seed, (int) (seed % 2), (int) (1 + seed % 3));
      FaultScene scene = stage.strikes(fault);

      // when
      UpgradeOutcome outcome = stage.end(stage.start());

      // then
      assertThat(stage.violations()).as("seed %d", seed).isEmpty();
      if (finishes) {
        assertThat(outcome).as("seed %d", seed).isInstanceOf(UpgradeOutcome.Succeeded.class);
      }
      strikes += scene.strikes();
    }
    assertThat(strikes).as("how often it struck").isPositive();
  }
}
