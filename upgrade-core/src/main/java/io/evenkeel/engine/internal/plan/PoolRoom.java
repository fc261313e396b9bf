package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodePool;
import io.evenkeel.model.NodeRequest;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many machines a pool has beyond those that hold its pods, counted by what is seen.
 *
 * @param met requests whose room is ready
 * @param waiting requests that have no room yet
 * @param idle new machines in service that hold no pods and keep no room for a request
 * @param strays machines that are being launched for no request that still stands
 * @param draining machines on their way out that still hold pods
 * @param empty machines on their way out that hold none any more
 */
record PoolRoom(int met, int waiting, int idle, int strays, int draining, int empty) {

  static PoolRoom of(RolloutView view, RunState run) {
    NodePool pool = view.content();
    Set<String> kept =
        pool.requests().stream().flatMap(r -> r.node().stream()).collect(Collectors.toSet());
    int met = (int) pool.requests().stream().filter(PoolRoom::isMet).count();
    int waiting = pool.requests().size() - met;
    int idle = 0;
    int launching = 0;
    int draining = 0;
    int going = 0;
    for (NodeClaim claim : pool.claims()) {
      boolean holdsPods = claim.node().filter(node -> holdsPods(node, run)).isPresent();
      if (!claim.state().staysInPool()) {
        going++;
        draining += holdsPods ? 1 : 0;
      } else if (claim.state() == NodeClaim.State.LAUNCHING) {
        launching++;
      } else if (isFresh(claim, view, run)
          && !holdsPods
          && claim.node().filter(kept::contains).isEmpty()) {
        idle++;
      }
    }
    return new PoolRoom(
        met, waiting, idle, Math.max(0, launching - waiting), draining, going - draining);
  }

  private static boolean isMet(NodeRequest request) {
    return request.state() == NodeRequest.State.MET;
  }

  private static boolean holdsPods(String node, RunState run) {
    return run.drainByOthers(node).remaining() > 0;
  }

  private static boolean isFresh(NodeClaim claim, RolloutView view, RunState run) {
    return claim
        .node()
        .flatMap(run.cluster()::node)
        .filter(Node::ready)
        .filter(node -> !node.unschedulable() && view.isMetBy(node))
        .isPresent();
  }

  int requests() {
    return met + waiting;
  }

  /** Returns for how many machines more the pods of one are sure to find room. */
  int free() {
    return met + idle - draining;
  }

  /** Returns how many machines there are, or will be, beyond what the pool has without us. */
  int surge() {
    return requests() + idle + strays + draining + empty;
  }

  /** As {@link #surge}, where what is idle is for the pods of those that are drained. */
  int surgeAtLeast() {
    return requests() + strays + empty + Math.max(idle, draining);
  }
}
