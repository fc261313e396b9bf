package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.campaign.internal.Trial;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** Whatever the cluster, the plan and the plug-ins: the limits hold after every event. */
class LimitsPropertyTest {

  @Property(
      tries = 1000,
      seed = Trial.SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void no_limit_is_ever_broken_whatever_the_plug_ins_do(@ForAll long seed) {
    // when
    Trial trial = Trial.ofAnyKind(seed);

    // then
    Statistics.collect(trial.ending());
    assertThat(trial.violations()).as(trial.describe()).isEmpty();
    assertThat(trial.outcome())
        .as(trial.describe())
        .matches(outcome -> !trial.failedFor(FailureReason.INTERNAL), "is no fault of the engine");
  }
}
