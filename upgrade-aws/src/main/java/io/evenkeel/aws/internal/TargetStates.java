package io.evenkeel.aws.internal;

import io.evenkeel.model.TargetRegistration.State;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** What the health of a target says about whether traffic comes to it. */
final class TargetStates {
  private TargetStates() {}

  /** Returns whether no listener, or none of its zone, leads to the target at all. */
  static boolean unused(TargetHealthDescription target) {
    return health(target).equals("unused");
  }

  /** Returns whether the target has not been taken out. */
  static boolean serves(TargetHealthDescription target) {
    return !unused(target) && of(target) == State.REGISTERED;
  }

  /** A target that is not healthy may become so at any time; only one that drains never will. */
  static State of(TargetHealthDescription target) {
    return health(target).endsWith("draining") ? State.DRAINING : State.REGISTERED;
  }

  private static String health(TargetHealthDescription target) {
    return target.targetHealth() == null
        ? ""
        : String.valueOf(target.targetHealth().stateAsString());
  }
}
