package io.evenkeel;

import io.evenkeel.spi.CloudProvider;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.RolloutProvider;

/** What a plan says of one node group. */
public sealed interface GroupPlan {

  String name();

  CloudProvider provider();

  Target target();

  /** A group whose nodes we replace. */
  record SelfDriven(
      String name,
      InstanceProvider provider,
      Target target,
      NodeSelector selector,
      Quantity maxUnavailable,
      Quantity maxSurge,
      DrainPolicy drainPolicy,
      Canary canary,
      Direction direction)
      implements GroupPlan {

    /** Returns the number of nodes that may be added to a group of that size. */
    public int surge(int groupSize) {
      return maxSurge.roundedUp(groupSize);
    }

    /** Returns the number of nodes that may be missing; 1 where both limits round to zero. */
    public int unavailable(int groupSize) {
      int rounded = maxUnavailable.roundedDown(groupSize);
      return rounded == 0 && surge(groupSize) == 0 ? 1 : rounded;
    }
  }

  /** Which way a target may lie from what the nodes are now. */
  enum Direction {
    /** An older version is refused. */
    UPWARD,
    /** An older version is meant. */
    ANY
  }

  /**
   * A group whose nodes somebody else replaces at our word. Not driven by this version: starting
   * such a plan ends with {@link FailureReason#PREFLIGHT}.
   */
  record Delegated(String name, RolloutProvider provider, Target target) implements GroupPlan {}
}
