package io.evenkeel.spi;

import io.evenkeel.model.RolloutTarget;

/** What a cloud is asked to do with a group, and how far it may go. */
public record RolloutOrder(RolloutTarget target, UndrainedNodes undrainedNodes) {

  /** What the cloud does with a node whose pods have not left in its time. */
  public enum UndrainedNodes {
    /** The rollout fails; the node and its pods stay. */
    KEEP,
    /** The node goes, and its pods with it, whatever their budgets say; EKS calls it force. */
    TERMINATE_WITH_THEIR_PODS
  }
}
