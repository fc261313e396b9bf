package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeStage;
import io.evenkeel.Obstacle;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Why no drain may start: no node to spare, and which are missing; or no room, and for which. */
final class StallCauses {
  private static final int EXAMINED = 3;

  private StallCauses() {}

  /** What keeps a member from being drained. */
  record Kept(Member member, Obstacle obstacle) {}

  static List<Kept> of(GroupView group, RunState run) {
    List<Kept> kept = new ArrayList<>();
    for (Member member : toLeave(group, run)) {
      Optional<Node> node = member.nodeName().flatMap(run.cluster()::node);
      if (node.isPresent() && kept.size() < EXAMINED) {
        obstacle(group, member, node.get(), run).ifPresent(o -> kept.add(new Kept(member, o)));
      }
    }
    return kept;
  }

  /**
   * Returns the old nodes that still are to go, or the one whose turn it is; at the end the new
   * ones, if some are borrowed.
   */
  private static Collection<Member> toLeave(GroupView group, RunState run) {
    if (group.census().toBeReplaced() > 0) {
      List<Member> turn = DrainOrder.strict(group) ? DrainOrder.turn(group, run) : List.of();
      return turn.isEmpty() ? group.census().toDrain() : turn;
    }
    return group.members().stream()
        .filter(member -> member.replacement() && member.stage() == NodeStage.USABLE)
        .toList();
  }

  private static Optional<Obstacle> obstacle(
      GroupView group, Member member, Node node, RunState run) {
    return group.spare() <= 0 && member.available()
        ? Optional.of(noneToSpare(group, node, run))
        : new RoomCheck(group, run).obstacle(node);
  }

  private static Obstacle noneToSpare(GroupView group, Node node, RunState run) {
    List<ObjectKey> missing = new ArrayList<>();
    List<String> why = new ArrayList<>();
    for (Member member : group.members()) {
      Optional<Node> other = member.nodeName().flatMap(run.cluster()::node);
      if (other.isPresent() && !member.available() && !member.leaving()) {
        missing.add(other.get().key());
        why.add(other.get().name() + " " + unavailable(other.get()));
      }
    }
    return new Obstacle(
        Obstacle.Cause.NO_NODE_TO_SPARE,
        node.key(),
        missing,
        Optional.empty(),
        Optional.empty(),
        group.census().available()
            + " nodes are available and "
            + (group.base() - group.unavailableLimit())
            + " must be"
            + (why.isEmpty() ? "" : "; not available: " + String.join(", ", why)),
        missing.isEmpty()
            ? "allow a node to be unavailable, or more surge"
            : "mend or open the nodes that are not available, or allow more of them");
  }

  private static String unavailable(Node node) {
    if (!node.ready()) {
      return "(not Ready)";
    }
    return Marks.closedByOthers(node) ? "(closed by somebody else)" : "(not usable)";
  }
}
