package io.evenkeel.campaign.internal;

import io.evenkeel.Quantity;
import io.evenkeel.WhenStuck;
import io.evenkeel.WhenStuck.ForceDeletion;
import io.evenkeel.WhenStuck.GoOnElsewhere;
import io.evenkeel.WhenStuck.Quarantine;
import io.evenkeel.WhenStuck.Step;
import io.evenkeel.WhenStuck.SurgeReplicas;
import io.evenkeel.WhenStuck.WaitLonger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a made-up plan does with a node that is stuck: some of the steps there are, in an order that
 * makes sense.
 */
record LadderPart(List<Step> steps) {
  static final LadderPart NONE = new LadderPart(List.of());

  static LadderPart drawn(Dice dice, boolean fair) {
    List<Step> steps = new ArrayList<>();
    if (dice.percent(40)) {
      steps.add(new SurgeReplicas(Duration.ofMinutes(dice.between(1, 10))));
    }
    if (dice.percent(30)) {
      steps.add(new WaitLonger(Duration.ofMinutes(dice.between(1, 20))));
    }
    if (dice.percent(40)) {
      steps.add(new GoOnElsewhere());
    }
    if (dice.percent(30)) {
      steps.add(new ForceDeletion(Duration.ofMinutes(dice.between(1, 10))));
    }
    if (!fair && dice.percent(50)) {
      steps.add(new Quarantine(Quantity.nodes(dice.between(1, 2))));
    }
    return new LadderPart(List.copyOf(steps));
  }

  WhenStuck whenStuck() {
    return new WhenStuck.Ladder(steps);
  }

  boolean scales() {
    return steps.stream().anyMatch(SurgeReplicas.class::isInstance);
  }

  boolean forces() {
    return steps.stream().anyMatch(ForceDeletion.class::isInstance);
  }

  /**
   * Returns how long a drain is given before its first step at least: a replica more as the first
   * step is not waited for where nothing else can help.
   */
  Duration firstStepAfter(Duration timeout) {
    return !steps.isEmpty() && steps.get(0) instanceof SurgeReplicas first
        ? first.patience().compareTo(timeout) < 0 ? first.patience() : timeout
        : timeout;
  }
}
