package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.SizeStep;
import java.time.Instant;
import java.util.List;

/** Announces changes of a group's size. */
final class Sizes {
  private Sizes() {}

  /** Raises desired, and the maximum as far as desired needs it. */
  static List<Decision> raise(GroupView group, int desired, String because, Instant now) {
    return set(group, desired, Math.max(group.state().max(), desired), because, now);
  }

  static List<Decision> set(GroupView group, int desired, int max, String because, Instant now) {
    int untold = group.work().untold(group.state().desired(), desired);
    SizeStep step = SizeStep.set(group.state(), desired, max, untold, now);
    return List.of(new Decision.MarkGroup(group.name(), group.marks().withPending(step), because));
  }

  static List<Decision> giveBack(GroupView group, String instance, String because, Instant now) {
    SizeStep step = SizeStep.giveBack(group.state(), instance, now);
    return List.of(new Decision.MarkGroup(group.name(), group.marks().withPending(step), because));
  }
}
