package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.GroupState;
import java.util.List;
import java.util.Set;

/**
 * A change of size that calls of the run explain: one of them, for all that is known by then.
 *
 * @param calls those that may have done it; who is refused was not the one
 * @param number which change of the group's size it was
 */
record Credit(List<Call> calls, int number, int from, int to, int maxFrom, int maxTo) {

  int desired() {
    return to - from;
  }

  int max() {
    return maxTo - maxFrom;
  }

  boolean raises() {
    return calls.stream().anyMatch(call -> call.act() instanceof Act.SetSize) && to > from;
  }

  /** Returns whether a group of that size is as it was before. */
  boolean isUndone(int desired, int max) {
    return desired == from && max == maxFrom;
  }

  /** Returns whether a run that is shown this, and had heard of those changes, learns of it. */
  boolean isToldBy(GroupState state, Set<String> heard) {
    return !isUndone(state.desired(), state.max())
        || state.sizeChanges().stream()
            .filter(change -> !heard.contains(change.id()))
            .anyMatch(change -> change.from() == from && change.to() == to);
  }
}
