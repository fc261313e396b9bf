package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.campaign.internal.Trial;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/**
 * What can be finished is finished: worlds with room for every pod and budgets that allow at least
 * one to be down, under plans with a surge and a policy that moves everything.
 */
class FinishPropertyTest {

  @Property(
      tries = 1000,
      seed = Trial.SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void at_least_99_of_100_worlds_that_can_be_finished_are_finished(@ForAll long seed) {
    // when
    Trial trial = Trial.finishable(seed);

    // then
    assertThat(trial.violations()).as(trial.describe()).isEmpty();
    if (!trial.succeeded()) {
      System.out.println("not finished: " + trial.describe());
    }
    Statistics.label("finished")
        .collect(trial.succeeded())
        .coverage(of -> of.check(true).percentage(finished -> finished >= 99));
  }
}
