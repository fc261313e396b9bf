package io.evenkeel.spi;

import io.evenkeel.Quantity;

/**
 * How many nodes of a group the cloud may take at once in a rollout.
 *
 * @param maxUnavailable how many nodes may be missing, or are replaced at once
 * @param capacity whether new nodes come before old ones go
 */
public record RolloutPace(Quantity maxUnavailable, Capacity capacity) {

  /** Where the room for the pods of a node comes from. */
  public enum Capacity {
    /** New nodes come first, beyond the size of the group; EKS calls it DEFAULT. */
    SURGE,
    /** Old nodes go first, so that the group never is larger than it was; EKS calls it MINIMAL. */
    IN_PLACE
  }
}
