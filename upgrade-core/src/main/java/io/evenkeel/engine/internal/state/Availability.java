package io.evenkeel.engine.internal.state;

import io.evenkeel.NodeStage;
import io.evenkeel.model.Node;
import java.util.Optional;

/**
 * Which nodes of a group are available: Ready, usable if they are ours, not closed by others, and
 * neither draining nor later.
 */
public final class Availability {
  private Availability() {}

  static boolean of(Member member, Optional<Node> node) {
    return !member.leaving()
        && node.isPresent()
        && node.get().ready()
        && !Marks.closedByOthers(node.get())
        && switch (member.stage()) {
          case OUTDATED, USABLE, QUARANTINED -> true;
          // What has joined at this moment may be one of ours, and not be usable yet. What an
          // earlier
          // process has drained is not back before it is open again.
          case UNSELECTED -> member.role() == Member.Role.BYSTANDER && !Marks.drained(node.get());
          default -> false;
        };
  }

  /** Returns whether the member is being taken out of service, or has been. */
  public static boolean underWay(Member member) {
    NodeStage stage = member.stage();
    return stage == NodeStage.CLOSING
        || stage == NodeStage.DRAINING
        || stage == NodeStage.EMPTY
        || stage == NodeStage.SOAKING
        || stage == NodeStage.DETACHING
        || stage == NodeStage.TERMINATING;
  }

  static boolean draining(NodeStage stage) {
    return stage == NodeStage.CLOSING || stage == NodeStage.DRAINING || stage == NodeStage.BLOCKED;
  }
}
