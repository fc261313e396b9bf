package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import java.util.Optional;

/**
 * Promises room anew to pods that an earlier process has begun to move: they are on their way, or
 * their successors have no node yet, and nobody else must be told of the room that they will take.
 */
public final class Promises {
  private Promises() {}

  public static void renew(RunState run) {
    for (GroupView group : run.groups()) {
      group.takeCensus();
      Landing landing = new Landing(group, run);
      landing.placeAgain(run.cluster().unbound(), "");
      for (Member member : group.members()) {
        Optional<Node> drained =
            member.nodeName().flatMap(run.cluster()::node).filter(Node::unschedulable);
        drained
            .filter(Marks::drained)
            .ifPresent(node -> landing.placeAgain(run.cluster().podsOn(node.name()), node.name()));
      }
    }
  }
}
