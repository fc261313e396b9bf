package io.evenkeel.engine.internal.plan;

import io.evenkeel.Roll;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.PoolWork;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodePool;
import io.evenkeel.spi.NodePatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes everything of ours off a node pool: requests, and the marks on nodes that stay. */
public final class PoolCleaning {
  private PoolCleaning() {}

  static List<Decision> decide(RolloutView view, RunState run) {
    List<Decision> decisions = new ArrayList<>();
    view.content()
        .requests()
        .forEach(
            request ->
                decisions.add(
                    new Decision.WithdrawRequest(
                        view.name(), request.name(), "no node is needed any more")));
    marked(view, run)
        .filter(node -> !view.pool().orElseThrow().occupied(node.name()))
        .forEach(node -> decisions.add(clean(view, node)));
    if (view.content().requests().isEmpty() && needsTidying(view, run)) {
      decisions.add(new Decision.TidyPool(view.name()));
    }
    return decisions;
  }

  /** Returns whether nothing of ours is left, nor is on its way. */
  static boolean isClean(RolloutView view, RunState run) {
    return view.content().requests().isEmpty()
        && notShown(view.content(), run).stream().noneMatch(view.pool().orElseThrow()::mayShow)
        && !view.pool().orElseThrow().writing()
        && marked(view, run).findAny().isEmpty()
        && !needsTidying(view, run);
  }

  /** Returns the claims in service whose node is not to be seen, and may bear marks of ours. */
  public static List<NodeClaim> notShown(NodePool pool, RunState run) {
    return pool.claims().stream()
        .filter(claim -> claim.state() == NodeClaim.State.IN_SERVICE)
        .filter(claim -> claim.node().flatMap(run.cluster()::node).isEmpty())
        .toList();
  }

  /** Without a request nothing was made for any, and there may be no right to look. */
  private static boolean needsTidying(RolloutView view, RunState run) {
    PoolWork work = view.pool().orElseThrow();
    boolean mayHaveAsked = work.asksForNodes() || PoolWay.of(view, run) instanceof Roll.Driven;
    return view.mark().begun().isPresent() && mayHaveAsked && !work.tidied();
  }

  /**
   * Marks on a node that is going go with it, unless the run ends before: something may keep the
   * node for long.
   */
  private static Stream<Node> marked(RolloutView view, RunState run) {
    return view.content().claims().stream()
        .filter(claim -> run.ending().isPresent() || !isLeaving(claim))
        .flatMap(claim -> claim.node().flatMap(run.cluster()::node).stream())
        .filter(Marks::any);
  }

  private static boolean isLeaving(NodeClaim claim) {
    return claim.state() == NodeClaim.State.TERMINATING;
  }

  private static Decision clean(RolloutView view, Node node) {
    boolean leaving =
        view.content().claims().stream()
            .anyMatch(claim -> isLeaving(claim) && claim.node().equals(Optional.of(node.name())));
    NodePatch patch = leaving ? Cleaning.ofLeaving(node) : Cleaning.of(node);
    return new Decision.PatchPoolNode(
        view.name(), node, patch, "take our marks off", "nothing is to be done with it any more");
  }
}
