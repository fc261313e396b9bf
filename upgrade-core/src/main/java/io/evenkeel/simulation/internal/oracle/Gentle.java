package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.Pod;
import io.evenkeel.simulation.OracleViolation.Invariant;
import java.time.Duration;

/** Nothing is deleted unless the policy says so, and the grace is never zero. */
final class Gentle implements Rule {
  private final Court court;

  Gentle(Court court) {
    this.court = court;
  }

  @Override
  public void sent(Call call) {
    if (call.act() instanceof Act.Evict evict) {
      evict.grace().ifPresent(grace -> judge(evict.pod(), grace));
    } else if (call.act() instanceof Act.Delete delete) {
      judge(delete.pod(), delete.grace());
      if (!court.permits().mayDelete() && !court.forced().covers(call)) {
        violated(delete.pod(), "was deleted, which no policy of this run may do");
      }
    }
  }

  private void judge(Pod pod, Duration grace) {
    if (grace.isZero() || grace.isNegative()) {
      violated(pod, "was given a grace of " + grace);
    }
  }

  private void violated(Pod pod, String what) {
    court.violated(Invariant.GENTLE, pod.key().path() + " " + what);
  }
}
