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
 * <p>Every node that is on its way out stands for a new one whose request is taken back, so that
 * requests and leaving nodes together never exceed the surge: the pool holds at most its base and
 * that many nodes. What is needed follows from what is seen, so that a process that goes on needs
 * to know nothing else.
 */
final class PoolDriving {
  private final RolloutView view;
  private final PoolNodes nodes;
  private final RunState run;
  private final List<NodeRequest> requests;
  private final int surge;

  PoolDriving(Roll.Driven roll, RolloutView view, PoolNodes nodes, RunState run) {
    this.view = view;
    this.nodes = nodes;
    this.run = run;
    this.requests = view.content().requests();
    int base = view.content().claims().size() - met();
    this.surge = roll.maxSurge().roundedUp(base);
  }

  List<Decision> decide(Instant now) {
    List<Decision> removals = removals();
    return removals.isEmpty() ? asking(now) : removals;
  }

  private int met() {
    return (int) requests.stream().filter(PoolDriving::isMet).count();
  }

  private static boolean isMet(NodeRequest request) {
    return request.state() == NodeRequest.State.MET;
  }

  /** A node whose pods have nowhere proven to go is not taken; one without pods needs no room. */
  private List<Decision> removals() {
    List<Decision> removals = new ArrayList<>();
    int leaving = nodes.leaving().size();
    int room = met() - Math.max(0, requests.size() + leaving - surge);
    for (Taken next : nodes.inOrder(run)) {
      if (!mayGo(next)) {
        continue;
      }
      if (next.pods() == 0) {
        removals.add(remove(next, "it holds no pods"));
      } else if (room > 0) {
        room--;
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

  private List<Decision> asking(Instant now) {
    int leaving = (int) nodes.leaving().stream().filter(taken -> taken.pods() > 0).count();
    int full = (int) nodes.staying().stream().filter(taken -> taken.pods() > 0).count();
    int wanted = Math.max(0, Math.min(surge - nodes.leaving().size(), full));
    int more = wanted - requests.size();
    return more >= 0 ? ask(more, now) : takeBack(-more, leaving);
  }

  private List<Decision> ask(int more, Instant now) {
    List<Decision> asked = new ArrayList<>();
    for (int i = 0; i < more; i++) {
      String name =
          Long.toString(now.toEpochMilli(), 36) + "-" + view.pool().orElseThrow().nextRequest();
      asked.add(
          new Decision.RequestNode(view.name(), name, "new nodes come before outdated ones go"));
    }
    return asked;
  }

  /** While nodes leave, the room that is ready is what their pods need. */
  private List<Decision> takeBack(int surplus, int leaving) {
    Comparator<NodeRequest> readyFirst = Comparator.comparing(request -> !isMet(request));
    return requests.stream()
        .sorted(leaving > 0 ? readyFirst : readyFirst.reversed())
        .limit(surplus)
        .<Decision>map(
            request ->
                new Decision.WithdrawRequest(
                    view.name(),
                    request.name(),
                    leaving > 0
                        ? "its room is for the pods of a leaving node"
                        : "it is not needed"))
        .toList();
  }
}
