package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.GroupTally;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.spi.NodePatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reopens what was closed when a run ends early; what is empty and borrowed goes, unless somebody
 * has opened it meanwhile: then it is closed for that anew, or stays.
 */
final class UnwindNodeRule {
  private UnwindNodeRule() {}

  static List<Decision> decide(
      GroupView group, Member member, Node node, RunState run, Instant now) {
    if (member.leaving()) {
      return NodeRule.leftBehind(member, node);
    }
    return switch (member.stage()) {
      case QUARANTINED, TERMINATING, GONE, CLOSING -> List.of();
      case EMPTY, SOAKING, DETACHING ->
          UnwindRule.goes(group, member, run, now) && node.unschedulable()
              ? leave(group, member, node, run, now)
              : stays(group, node, "no longer to be replaced");
      case DRAINING, BLOCKED ->
          member.replacement() && UnwindRule.returns(group, run, now)
              ? empty(group, node, run, now)
              : stays(group, node, "it holds pods");
      case LAUNCHED, REGISTERED, READY, USABLE, FAILED ->
          Leaving.holdsNothing(member, run) && group.marks().borrowed() > 0
              ? List.of()
              : clean(node, "the run ends");
      case OUTDATED, UNSELECTED -> clean(node, "the run ends");
    };
  }

  /** Even surge that is given back is let go of by load balancers first. */
  private static List<Decision> leave(
      GroupView group, Member member, Node node, RunState run, Instant now) {
    return switch (member.stage()) {
      case EMPTY -> NodeRule.soak(node, now);
      case SOAKING -> NodeRule.soakOn(group, node, run, now);
      default -> TargetGroupRule.decide(group, member, node, run, now);
    };
  }

  /** What somebody has opened after it had left its target groups is not put back by anybody. */
  private static List<Decision> stays(GroupView group, Node node, String because) {
    List<Decision> decisions = new ArrayList<>();
    if (Marks.leavesTargetGroups(node)) {
      decisions.add(
          new Decision.LeaveAsItIs(group.name(), GroupTally.outOfTargetGroups(node.name())));
    }
    decisions.addAll(clean(node, because));
    return decisions;
  }

  private static List<Decision> empty(GroupView group, Node node, RunState run, Instant now) {
    List<Decision> decisions =
        new ArrayList<>(NodeRule.questions(group, run.drainOf(node.name()), run));
    Instant limit = run.course().endingSince().orElse(now).plus(group.drains().timeout());
    decisions.add(NodeRule.wake(node, Duration.between(now, limit)));
    return decisions;
  }

  private static List<Decision> clean(Node node, String because) {
    NodePatch patch = Cleaning.of(node);
    return Marks.any(node) || !patch.isNothing()
        ? NodeRule.patch(node, patch, "reopen", because)
        : List.of();
  }
}
