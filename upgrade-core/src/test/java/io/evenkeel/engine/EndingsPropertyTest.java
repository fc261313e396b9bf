package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.campaign.internal.Trial;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** However a run is cut short: the limits hold, and what was borrowed is given back or named. */
class EndingsPropertyTest {

  @Property(
      tries = 300,
      seed = Trial.SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void after_crashes_at_any_moment_the_next_process_finishes(@ForAll long seed) {
    // when
    Trial trial = Trial.crashing(seed);

    // then
    Statistics.collect(trial.ending());
    assertThat(trial.violations()).as(trial.describe()).isEmpty();
    assertThat(trial.succeeded()).as(trial.describe()).isTrue();
  }

  @Property(
      tries = 300,
      seed = Trial.SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void a_run_that_is_cancelled_at_any_moment_clears_up_after_itself(@ForAll long seed) {
    // when
    Trial trial = Trial.cancelled(seed);

    // then
    Statistics.collect(trial.ending());
    assertThat(trial.violations()).as(trial.describe()).isEmpty();
    assertThat(trial.ending()).as(trial.describe()).isIn("Stopped", "Succeeded");
  }
}
