package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodeRequest;

/**
 * How far the roll of a pool is, as far as a change of it means that it moves: nodes that are still
 * to be replaced, pods that are left on those that leave, and nodes that we asked for and that have
 * come. Machines that come and vanish without ever being of use are no move, nor are those that
 * come and go for others.
 */
final class PoolShape {
  private PoolShape() {}

  static String of(RolloutView view, RunState run) {
    StringBuilder shape = new StringBuilder(view.mark().begun().toString()).append('\n');
    for (NodeClaim claim : view.content().claims()) {
      claim
          .node()
          .flatMap(run.cluster()::node)
          .filter(node -> !view.isMetBy(node))
          .ifPresent(node -> shape.append(of(claim, run.drainByOthers(node.name()).remaining())));
    }
    long met =
        view.content().requests().stream()
            .filter(request -> request.state() == NodeRequest.State.MET)
            .count();
    return shape.append(met).toString();
  }

  private static String of(NodeClaim claim, int pods) {
    return claim.uid()
        + ' '
        + claim.state()
        + (claim.state().staysInPool() ? "" : " " + pods)
        + '\n';
  }
}
