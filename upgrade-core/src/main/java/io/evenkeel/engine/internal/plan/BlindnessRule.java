package io.evenkeel.engine.internal.plan;

import io.evenkeel.FailureReason;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.Blindness;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Nothing is decided while the cluster cannot be seen; when that lasts the run ends, and does not
 * even clean up: a later process does, once there is something to be seen.
 */
final class BlindnessRule {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private BlindnessRule() {}

  static List<Decision> decide(RunState run, Instant now) {
    Blindness blindness = run.course().blindness().orElseThrow();
    Duration left = Duration.between(now, blindness.since().plus(PATIENCE));
    if (!left.isNegative() && !left.isZero()) {
      return List.of(new Decision.Wake(new AgendaItem.OfRun(), left));
    }
    return List.of(
        new Decision.BreakOff(
            new Ending.Failing(
                FailureReason.UNREACHABLE,
                "the cluster could not be seen for "
                    + PATIENCE.toMinutes()
                    + " minutes: "
                    + blindness.because(),
                "restore the connection to the API server, then start again to go on"),
            "the cluster could not be seen"));
  }
}
