package io.evenkeel.engine.internal.plan;

import io.evenkeel.FailureReason;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.GroupView;

/** The end of a run whose changes are confirmed each time and never come about. */
final class Unheeded {
  private Unheeded() {}

  /**
   * Returns that end.
   *
   * @param what what was confirmed and has not come about
   * @param keeper what somebody keeps as it is, in the words after "find out what keeps"
   */
  static Ending ending(GroupView group, String what, String keeper) {
    return new Ending.Failing(
        FailureReason.PLUG_IN,
        "node group " + group.name() + ": " + what,
        "find out what keeps " + keeper + ", then start again");
  }
}
