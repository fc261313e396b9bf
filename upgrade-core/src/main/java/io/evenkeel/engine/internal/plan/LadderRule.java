package io.evenkeel.engine.internal.plan;

import io.evenkeel.FailureReason;
import io.evenkeel.NodeStage;
import io.evenkeel.Obstacle;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.WhenStuck;
import io.evenkeel.engine.internal.state.Drain;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.engine.internal.state.Rung;
import io.evenkeel.model.Node;
import io.evenkeel.spi.NodePatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is done with a drain that does not come to an end: the steps that the plan names, one after
 * another, each marked on the node before it is taken; and when none is left, the run fails with
 * the name of what stands in the way.
 */
final class LadderRule {

  List<Decision> decide(GroupView group, Member member, Node node, RunState run, Instant now) {
    Stuck stuck = new Stuck(group, member, node, run, now);
    List<Decision> decisions = new ArrayList<>(Hindrances.lookAgain(member, now));
    decisions.addAll(stuck.goOnWithStep());
    Instant limit = stuck.limit();
    if (limit.isAfter(now) && !stuck.waitingIsInVain()) {
      decisions.add(NodeRule.wake(node, Duration.between(now, limit)));
    } else {
      decisions.addAll(stuck.climb());
    }
    return decisions;
  }

  /** An emptied node goes as soon as volumes have left it and target groups have let go of it. */
  List<Decision> detaching(GroupView group, Member member, Node node, RunState run, Instant now) {
    Detaching detaching = new Detaching(group, member, node, run, now);
    if (detaching.isOver()) {
      return List.of();
    }
    List<Decision> leaving = TargetGroupRule.decide(group, member, node, run, now);
    if (!leaving.isEmpty()) {
      return leaving;
    }
    if (detaching.isLate()) {
      return new Stuck(group, member, node, run, now).cannotDetach(detaching.keeper());
    }
    List<Decision> waiting = new ArrayList<>(Hindrances.lookAgain(member, now));
    detaching
        .limit()
        .ifPresent(limit -> waiting.add(NodeRule.wake(node, Duration.between(now, limit))));
    return waiting;
  }

  /** One node that does not become empty, at one moment. */
  private record Stuck(GroupView group, Member member, Node node, RunState run, Instant now) {

    private List<WhenStuck.Step> steps() {
      return group.drains().whenStuck().stepsBeforeFailing();
    }

    private Optional<Rung> rung() {
      return Rung.of(node).filter(rung -> rung.step() < steps().size());
    }

    private Drain drain() {
      return run.drainOf(node.name());
    }

    Instant limit() {
      return LadderRule.limit(group, node, run, now);
    }

    /** A replica more is what a budget needs that never allows anything: time changes nothing. */
    boolean waitingIsInVain() {
      return rung().isEmpty()
          && !steps().isEmpty()
          && steps().get(0) instanceof WhenStuck.SurgeReplicas
          && member.obstacles().stream()
              .anyMatch(o -> o.cause() == Obstacle.Cause.BUDGET_NEVER_ALLOWS)
          && !Surgeable.of(drain(), run).workloads().isEmpty();
    }

    /** What the step that was taken last still has to do. */
    List<Decision> goOnWithStep() {
      if (rung().isEmpty()) {
        return List.of();
      }
      WhenStuck.Step step = steps().get(rung().get().step());
      if (step instanceof WhenStuck.SurgeReplicas) {
        return Surgeable.of(drain(), run).decisions(run);
      }
      return step instanceof WhenStuck.ForceDeletion force
          ? new ForcedDeletions(group, node, run, now).decide(rung().get(), force.patience())
          : List.of();
    }

    List<Decision> climb() {
      List<Decision> decisions = new ArrayList<>();
      for (int next = rung().map(r -> r.step() + 1).orElse(0); next < steps().size(); next++) {
        WhenStuck.Step step = steps().get(next);
        Optional<NodePatch> patch = taking(step, new Rung(next, now));
        if (patch.isPresent()) {
          decisions.addAll(NodeRule.patch(node, patch.get(), name(step), because()));
          return decisions;
        }
        decisions.add(leftOut(step));
      }
      decisions.add(fail("could not be drained in time"));
      return decisions;
    }

    /** Returns the mark of the step, and what it does to the node; empty where it cannot help. */
    private Optional<NodePatch> taking(WhenStuck.Step step, Rung rung) {
      NodePatch mark = NodePatch.nothing().annotate(Marks.RUNG, rung.toString());
      boolean helps = true;
      if (step instanceof WhenStuck.SurgeReplicas) {
        helps = !Surgeable.of(drain(), run).workloads().isEmpty();
      } else if (step instanceof WhenStuck.ForceDeletion) {
        helps = new ForcedDeletions(group, node, run, now).anyPossible();
      } else if (step instanceof WhenStuck.GoOnElsewhere) {
        helps = othersRemain();
        mark = Cleaning.reopen(node).annotate(Marks.RUNG, rung.toString());
      } else if (step instanceof WhenStuck.Quarantine quarantine) {
        helps = mayQuarantine(quarantine);
        mark = quarantined(mark);
      }
      return helps ? Optional.of(mark) : Optional.empty();
    }

    private NodePatch quarantined(NodePatch mark) {
      String cause =
          member.obstacles().stream().findFirst().map(o -> o.cause().name()).orElse("NO_TIME");
      return mark.annotate(Marks.QUARANTINED, now.toString())
          .annotate(Marks.QUARANTINED_BECAUSE, cause + ": " + because());
    }

    private boolean othersRemain() {
      return group.marks().canary().passed()
          && group.census().toDrain().stream().anyMatch(other -> !other.postponed());
    }

    private boolean mayQuarantine(WhenStuck.Quarantine quarantine) {
      return group.count(m -> m != member && LadderRule.quarantined(group, m, run, now))
          < quarantine.atMost().roundedDown(group.base());
    }

    private Decision leftOut(WhenStuck.Step step) {
      String why =
          step instanceof WhenStuck.SurgeReplicas
              ? Surgeable.of(drain(), run).whyNone()
              : step instanceof WhenStuck.GoOnElsewhere
                  ? "no other node is left to go on with"
                  : step instanceof WhenStuck.Quarantine
                      ? "as many nodes as may be are in quarantine"
                      : "there is nothing that it could delete";
      return new Decision.Tell(
          new UpgradeEvent.Waiting(
              now, "node " + node.name(), name(step) + " is left out: " + why));
    }

    private String because() {
      return Diagnosis.inWords(member.obstacles());
    }

    /** Where no pod is left that could be dealt with, only a quarantine lets others go on. */
    List<Decision> cannotDetach(String keeper) {
      boolean mayStay =
          steps().stream()
              .anyMatch(s -> s instanceof WhenStuck.Quarantine step && mayQuarantine(step));
      return mayStay
          ? NodeRule.patch(node, quarantined(NodePatch.nothing()), "quarantine", because())
          : List.of(fail("is empty, and " + keeper));
    }

    private Decision fail(String what) {
      return new Decision.End(
          new Ending.Failing(
              FailureReason.DRAIN_STUCK,
              "node " + node.name() + " " + what + ": " + because(),
              Diagnosis.remedy(member.obstacles())));
    }
  }

  private static String name(WhenStuck.Step step) {
    if (step instanceof WhenStuck.WaitLonger wait) {
      return "wait for " + Words.time(wait.time()) + " more";
    }
    if (step instanceof WhenStuck.SurgeReplicas) {
      return "surge replicas";
    }
    if (step instanceof WhenStuck.GoOnElsewhere) {
      return "reopen, and go on elsewhere";
    }
    return step instanceof WhenStuck.ForceDeletion ? "delete by force" : "quarantine";
  }

  /** A node that is out of time and being written to may be on its way into quarantine. */
  private static boolean quarantined(GroupView group, Member member, RunState run, Instant now) {
    if (member.stage() == NodeStage.QUARANTINED) {
      return true;
    }
    boolean draining = member.stage() == NodeStage.DRAINING || member.stage() == NodeStage.BLOCKED;
    Optional<Node> node = member.nodeName().flatMap(run.cluster()::node);
    return draining
        && node.filter(n -> run.isBusy(n.name()) && !limit(group, n, run, now).isAfter(now))
            .isPresent();
  }

  /** Returns until when the step that was taken last is waited for. */
  private static Instant limit(GroupView group, Node node, RunState run, Instant now) {
    List<WhenStuck.Step> steps = group.drains().whenStuck().stepsBeforeFailing();
    Instant ofDrain =
        run.cluster().drainingSince(node.name()).orElse(now).plus(group.drains().timeout());
    return Rung.of(node)
        .filter(rung -> rung.step() < steps.size())
        .flatMap(rung -> patience(steps.get(rung.step())).map(rung.since()::plus))
        .orElse(ofDrain);
  }

  private static Optional<Duration> patience(WhenStuck.Step step) {
    if (step instanceof WhenStuck.WaitLonger wait) {
      return Optional.of(wait.time());
    }
    if (step instanceof WhenStuck.SurgeReplicas surge) {
      return Optional.of(surge.patience());
    }
    return step instanceof WhenStuck.ForceDeletion force
        ? Optional.of(force.patience())
        : Optional.empty();
  }
}
