package io.evenkeel.engine.internal.state;

import io.evenkeel.spi.RolloutState;
import java.time.Instant;

/** How far the rollout of a group is. */
public sealed interface RolloutCourse {

  /** None is known to be under way. */
  record NotStarted() implements RolloutCourse {}

  record UnderWay(RolloutMark.Begun rollout) implements RolloutCourse {}

  /** It is over, for good or bad. */
  record Over(RolloutMark.Begun rollout, RolloutState state, Instant since)
      implements RolloutCourse {}
}
