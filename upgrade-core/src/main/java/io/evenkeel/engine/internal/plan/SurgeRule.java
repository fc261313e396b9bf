package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.TemplateVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Once the canary has passed, the group launches from the target, and is raised once by as many
 * nodes as may surge and are still needed.
 */
final class SurgeRule implements Rule {

  @Override
  public List<Decision> decide(GroupView group, RunState run, Instant now) {
    TemplateVersion target = group.target().template().orElseThrow();
    if (!group.state().pointer().equals(target)) {
      List<Decision> decisions = new ArrayList<>(Reverts.pointed(group, run, now));
      if (decisions.stream().noneMatch(Decision.End.class::isInstance)) {
        decisions.add(
            new Decision.Point(
                group.name(), group.state().pointer(), target, "the target has proven itself"));
      }
      return decisions;
    }
    int wanted = group.base() + Math.min(group.surgeLimit(), group.census().toBeReplaced());
    if (run.course().paused() || group.state().desired() >= wanted) {
      return List.of();
    }
    return Sizes.raise(group, wanted, "new nodes come before old ones go", now);
  }
}
