package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeStage;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import java.util.Optional;

/**
 * Which nodes of a group are available: Ready, usable if they are ours, not closed by others, and
 * neither draining nor later.
 */
final class Availability {
  private Availability() {}

  static boolean available(Member member, RunState run) {
    if (member.leaving()) {
      return false;
    }
    Optional<Node> node = member.nodeName().flatMap(run.cluster()::node);
    return node.isPresent()
        && node.get().ready()
        && !Marks.closedByOthers(node.get())
        && switch (member.stage()) {
          case OUTDATED, UNSELECTED, USABLE, QUARANTINED -> true;
          default -> false;
        };
  }

  static int available(GroupView group, RunState run) {
    return group.count(member -> available(member, run));
  }

  /** Returns how many available nodes may be taken now. */
  static int spare(GroupView group, RunState run) {
    return available(group, run) - (group.base() - group.unavailableLimit());
  }

  static boolean underWay(Member member) {
    NodeStage stage = member.stage();
    return stage == NodeStage.CLOSING
        || stage == NodeStage.DRAINING
        || stage == NodeStage.EMPTY
        || stage == NodeStage.SOAKING
        || stage == NodeStage.DETACHING
        || stage == NodeStage.TERMINATING;
  }
}
