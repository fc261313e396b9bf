package io.evenkeel.engine.internal.plan;

import io.evenkeel.FailureReason;
import io.evenkeel.NodeStage;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.FreshLosses;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.RunState;
import java.time.Instant;
import java.util.List;

/**
 * Ends a run whose new nodes die again and again after pods have moved to them. One or two may be
 * bad luck and are replaced; a target of which more and more do so proves bad later than its
 * canary, and whoever goes on moves pods to where they die.
 */
final class FreshLossRule implements Rule {
  private static final int BAD_LUCK = 2;

  /** One in so many new nodes may die before the target is to blame. */
  private static final int ONE_IN = 4;

  @Override
  public List<Decision> decide(GroupView group, RunState run, Instant now) {
    FreshLosses losses = group.freshLosses();
    if (losses.count() <= BAD_LUCK || group.census().toBeReplaced() == 0) {
      return List.of();
    }
    int fresh = losses.count() + usable(group);
    return ONE_IN * losses.count() < fresh
        ? List.of()
        : List.of(new Decision.End(failing(group, losses, fresh)));
  }

  private static int usable(GroupView group) {
    return (int) group.at(NodeStage.USABLE).stream().filter(member -> member.replacement()).count();
  }

  private static Ending failing(GroupView group, FreshLosses losses, int fresh) {
    return new Ending.Failing(
        FailureReason.NO_CAPACITY,
        String.format(
            "node group %s: %d of %d new nodes have died after they were usable, %s the last",
            group.name(), losses.count(), fresh, losses.last()),
        "look at the group's activities and the instances' system logs; if the new image is to"
            + " blame, name another target, then start again");
  }
}
