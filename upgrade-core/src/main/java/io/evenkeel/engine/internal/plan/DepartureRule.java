package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeStage;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Instance;
import io.evenkeel.model.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ends the wait for instances that were asked to go and do not: what is accepted and never comes
 * about is asked for again, and fails the run when that does not help; what hangs on its way out,
 * or leaves its node object behind, is named and left behind, since nothing of it is ours any more.
 */
final class DepartureRule implements Rule {
  /** A life-cycle hook holds an instance for an hour, unless it is set otherwise. */
  private static final Duration HOOKS = Duration.ofMinutes(75);

  /** A node object follows its instance within this time. */
  private static final Duration NODE = Duration.ofMinutes(15);

  @Override
  public List<Decision> decide(GroupView group, RunState run, Instant now) {
    List<Decision> decisions = new ArrayList<>();
    for (Member member : group.at(NodeStage.TERMINATING)) {
      if (isGoing(member)) {
        decisions.addAll(decide(group, member, run, now));
      }
    }
    return decisions;
  }

  /** What was asked to go and does not begin to is asked again elsewhere. */
  private static boolean isGoing(Member member) {
    return !member.instance().state().countsAgainstSize() && !member.leftBehind();
  }

  private static List<Decision> decide(GroupView group, Member member, RunState run, Instant now) {
    Duration lasts = Duration.between(member.leavingSince().orElse(now), now);
    Duration left = patience(member, run).minus(lasts);
    if (!left.isNegative() && !left.isZero()) {
      return List.of(new Decision.Wake(new AgendaItem.OfGroup(group.name()), left));
    }
    return List.of(
        new Decision.LeaveBehind(group.name(), member.id(), hanging(member, run, lasts)));
  }

  /** A run that ends early waits for no hook: it would give up cleaning up before that ends. */
  private static Duration patience(Member member, RunState run) {
    boolean hooked = member.instance().state() != Instance.State.TERMINATED;
    return hooked && run.ending().isEmpty() ? HOOKS : NODE;
  }

  private static String hanging(Member member, RunState run, Duration lasts) {
    Optional<Node> node = member.nodeName().flatMap(run.cluster()::node);
    return member.instance().state() == Instance.State.TERMINATED
        ? "node object "
            + member.label()
            + " is still there "
            + lasts.toMinutes()
            + " minutes after its instance has gone"
            + node.map(DepartureRule::finalizers).orElse("")
        : "instance "
            + member.id()
            + " has been terminating for "
            + lasts.toMinutes()
            + " minutes; a life-cycle hook may hold it";
  }

  private static String finalizers(Node node) {
    return node.meta().finalizers().isEmpty()
        ? ""
        : " (finalizers " + String.join(", ", node.meta().finalizers()) + ")";
  }
}
