package io.evenkeel.engine.internal.plan;

import io.evenkeel.FailureReason;
import io.evenkeel.NodeStage;
import io.evenkeel.WhenStuck;
import io.evenkeel.engine.internal.state.Ending;
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
import java.util.Optional;

/**
 * What is done with a drain that does not come to an end: it is waited for, then quarantined where
 * the plan says so, and else the run fails; each with the name of what stands in the way.
 */
final class LadderRule {

  List<Decision> decide(GroupView group, Member member, Node node, RunState run, Instant now) {
    Instant limit = limit(group, node, now);
    if (limit.isAfter(now)) {
      List<Decision> waiting = new ArrayList<>(Hindrances.lookAgain(member, now));
      waiting.add(NodeRule.wake(node, Duration.between(now, limit)));
      return waiting;
    }
    String diagnosis = Diagnosis.inWords(member.obstacles());
    if (mayQuarantine(group, run, now)) {
      NodePatch patch = NodePatch.nothing().annotate(Marks.QUARANTINED, now.toString());
      return NodeRule.patch(node, patch, "quarantine", diagnosis);
    }
    return List.of(
        new Decision.End(
            new Ending.Failing(
                FailureReason.DRAIN_STUCK,
                "node " + node.name() + " could not be drained in time: " + diagnosis,
                Diagnosis.remedy(member.obstacles()))));
  }

  private static boolean mayQuarantine(GroupView group, RunState run, Instant now) {
    return group.drains().whenStuck() instanceof WhenStuck.Quarantine quarantine
        && group.count(m -> quarantined(group, m, run, now))
            < quarantine.atMost().roundedDown(group.base());
  }

  /** A node that is out of time and being written to is on its way into quarantine. */
  private static boolean quarantined(GroupView group, Member member, RunState run, Instant now) {
    Optional<Node> node = member.nodeName().flatMap(run.cluster()::node);
    return member.stage() == NodeStage.QUARANTINED
        || node.filter(n -> run.isBusy(n.name()) && !limit(group, n, now).isAfter(now)).isPresent();
  }

  private static Instant limit(GroupView group, Node node, Instant now) {
    return Marks.since(node, Marks.DRAINING_SINCE).orElse(now).plus(group.drains().timeout());
  }
}
