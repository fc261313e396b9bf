package io.evenkeel.engine.internal.plan;

import io.evenkeel.Roll;
import io.evenkeel.engine.internal.plan.PoolNodes.Taken;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lets outdated nodes go, as many at once as the surge allows; the provisioner replaces them. */
final class PoolGating {
  private PoolGating() {}

  static List<Decision> decide(
      Roll.Gated roll, RolloutView view, PoolNodes nodes, RunState run, Instant now) {
    // What is being written now may be that one is let go.
    long written =
        nodes.staying().stream()
            .filter(taken -> view.pool().orElseThrow().occupied(taken.node().name()))
            .count();
    int underWay = nodes.letGo().size() + nodes.going() + (int) written;
    int free = roll.maxSurge().roundedUp(base(view, nodes)) - underWay;
    List<Decision> decisions = new ArrayList<>();
    for (Taken next : nodes.inOrder(run)) {
      if (decisions.size() >= free) {
        break;
      }
      if (next.heldByUs() && !view.pool().orElseThrow().occupied(next.node().name())) {
        decisions.add(letGo(next, view, now));
      }
    }
    return decisions;
  }

  /** What comes is not of the pool yet, whether it replaces a node or pods need it. */
  private static int base(RolloutView view, PoolNodes nodes) {
    int come =
        view.content().count(NodeClaim.State.IN_SERVICE)
            + view.content().count(NodeClaim.State.DISRUPTED);
    return Math.min(come, view.content().claims().size() - nodes.going());
  }

  private static Decision letGo(Taken next, RolloutView view, Instant now) {
    NodePatch patch =
        NodePatch.nothing()
            .removeAnnotation(NodePoolProvider.HELD)
            .removeAnnotation(Marks.HELD)
            .annotate(Marks.LET_GO, now.toString());
    return new Decision.PatchPoolNode(
        view.name(),
        next.node(),
        patch,
        "let go",
        next.pods() == 0 ? "it holds no pods" : "it is the next to be replaced");
  }
}
