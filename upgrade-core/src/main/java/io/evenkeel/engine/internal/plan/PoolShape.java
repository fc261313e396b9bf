package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.NodeClaim;

/** What a node pool looks like, as far as a change of it means that its roll moves. */
final class PoolShape {
  private PoolShape() {}

  static String of(RolloutView view, RunState run) {
    StringBuilder shape = new StringBuilder(view.mark().begun().toString()).append('\n');
    for (NodeClaim claim : view.content().claims()) {
      shape.append(claim.uid()).append(' ').append(claim.state());
      if (!claim.state().staysInPool()) {
        claim
            .node()
            .ifPresent(node -> shape.append(' ').append(run.drainByOthers(node).remaining()));
      }
      shape.append('\n');
    }
    view.content()
        .requests()
        .forEach(r -> shape.append(r.name()).append(' ').append(r.state()).append('\n'));
    return shape.toString();
  }
}
