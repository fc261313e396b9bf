package io.evenkeel.aws.internal;

import io.evenkeel.model.Instance.State;

/** The life-cycle states of Auto Scaling, in our coarser words. */
final class LifecycleStates {
  private LifecycleStates() {}

  /** Returns whether an instance in this state is a member of its group at all. */
  static boolean member(String state) {
    return !state.startsWith("Warmed:") && !state.equals("Detached");
  }

  static State state(String state) {
    String stage = state.contains(":") ? state.substring(0, state.indexOf(':')) : state;
    return switch (stage) {
      case "Pending" -> State.PENDING;
      case "InService" -> State.IN_SERVICE;
      case "EnteringStandby", "Standby" -> State.STANDBY;
      case "Terminating" -> State.TERMINATING;
      case "Terminated" -> State.TERMINATED;
      default -> State.OTHER;
    };
  }
}
