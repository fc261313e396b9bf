package io.evenkeel.engine.internal.plan;

import io.evenkeel.Roll;
import io.evenkeel.engine.internal.plan.PoolNodes.Taken;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.NodeRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Asks for new nodes, and has outdated ones removed as there is room for what they hold.
 *
 * <p>When a node is removed, a request that is met is taken back, so that its room is free for the
 * pods without preemption. What is to be done follows from what is seen, so that a process that
 * goes on needs to know nothing else.
 */
final class PoolDriving {
  private final RolloutView view;
  private final PoolNodes nodes;
  private final RunState run;
  private final PoolRoom room;
  private final int surge;

  PoolDriving(Roll.Driven roll, RolloutView view, PoolNodes nodes, RunState run) {
    this.view = view;
    this.nodes = nodes;
    this.run = run;
    this.room = PoolRoom.of(view, run);
    int base = Math.max(1, view.content().claims().size() - room.surge() + room.waiting());
    this.surge = roll.maxSurge().roundedUp(base);
  }

  List<Decision> decide(Instant now) {
    List<Decision> removals = removals();
    if (!removals.isEmpty()) {
      return removals;
    }
    int surplus = room.surgeAtLeast() - surge;
    return surplus > 0 ? takeBack(surplus) : ask(now);
  }

  /** A node whose pods have nowhere proven to go is not taken; one without pods needs no room. */
  private List<Decision> removals() {
    List<Decision> removals = new ArrayList<>();
    int free = room.free();
    for (Taken next : nodes.inOrder(run)) {
      if (!mayGo(next)) {
        continue;
      }
      if (next.pods() == 0) {
        removals.add(remove(next, "it holds no pods"));
      } else if (free > 0) {
        free--;
        removals.add(remove(next, "a new node keeps room for its pods"));
      }
    }
    return removals;
  }

  private boolean mayGo(Taken next) {
    return next.heldByUs()
        && next.node().unschedulable()
        && !view.pool().orElseThrow().occupied(next.node().name());
  }

  private Decision remove(Taken next, String because) {
    return new Decision.RemoveNode(view.name(), next.claim(), because);
  }

  private List<Decision> ask(Instant now) {
    int full = (int) nodes.staying().stream().filter(taken -> taken.pods() > 0).count();
    int more = Math.min(surge - room.surge(), full - room.requests() - Math.max(0, room.free()));
    List<Decision> asked = new ArrayList<>();
    for (int i = 0; i < more; i++) {
      String name =
          Long.toString(now.toEpochMilli(), 36) + "-" + view.pool().orElseThrow().nextRequest();
      asked.add(
          new Decision.RequestNode(view.name(), name, "new nodes come before outdated ones go"));
    }
    return asked;
  }

  /** The room that is ready is what the pods of a leaving node need. */
  private List<Decision> takeBack(int surplus) {
    Comparator<NodeRequest> readyFirst =
        Comparator.comparing(request -> request.state() != NodeRequest.State.MET);
    return view.content().requests().stream()
        .sorted(readyFirst)
        .limit(surplus)
        .<Decision>map(
            request ->
                new Decision.WithdrawRequest(
                    view.name(), request.name(), "its room is for the pods of a leaving node"))
        .toList();
  }
}
