package io.evenkeel.engine.internal.run;

import io.evenkeel.GroupSummary;
import io.evenkeel.HinderedNode;
import io.evenkeel.NodeStage;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeSummary;
import io.evenkeel.engine.internal.state.ControlPlaneView;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.GroupTally;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.NodeClaim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Sums a run up. */
final class Summaries {
  private Summaries() {}

  static UpgradeOutcome outcome(RunState run, Instant started, Instant ended) {
    UpgradeSummary summary = of(run, started, ended);
    if (run.ending().isEmpty()) {
      return new UpgradeOutcome.Succeeded(summary);
    }
    if (run.ending().get() instanceof Ending.Cancelled cancelled) {
      return new UpgradeOutcome.Stopped(cancelled.by(), summary);
    }
    Ending.Failing failing = (Ending.Failing) run.ending().get();
    return new UpgradeOutcome.Failed(
        failing.reason(), failing.message(), failing.remedy(), List.of(), summary);
  }

  static UpgradeSummary of(RunState run, Instant started, Instant ended) {
    return new UpgradeSummary(
        run.runId(),
        started,
        ended,
        run.controlPlane().map(ControlPlaneView::summaries).orElse(List.of()),
        Stream.concat(
                run.groups().stream().map(group -> of(group, run)),
                run.rollouts().all().stream().map(group -> of(group, run)))
            .toList());
  }

  private static GroupSummary of(RolloutView group, RunState run) {
    return new GroupSummary(
        group.name(),
        group.target().description(),
        group.tally().replaced(),
        List.of(),
        group.tally().evictions(),
        group.tally().podsMoved(),
        group.tally().peakSurge(),
        group.tally().givenBack(),
        leftovers(group, run),
        group.nodes().stream()
            .filter(node -> !node.obstacles().isEmpty())
            .map(node -> new HinderedNode(node.name(), node.obstacles()))
            .toList(),
        group.tally().newerTarget(),
        group.tally().removed(),
        group.pool().isPresent() ? GroupSummary.Kind.NODE_POOL : GroupSummary.Kind.NODE_GROUP);
  }

  private static GroupSummary of(GroupView group, RunState run) {
    return new GroupSummary(
        group.name(),
        group.target().description(),
        group.tally().replaced(),
        group.members().stream()
            .filter(m -> m.stage() == NodeStage.QUARANTINED)
            .map(Member::label)
            .toList(),
        group.tally().evictions(),
        group.tally().podsMoved(),
        group.tally().peakSurge(),
        group.tally().givenBack(),
        leftovers(group, run),
        hindered(group),
        group.tally().newerTarget(),
        group.tally().removed(),
        GroupSummary.Kind.NODE_GROUP);
  }

  private static List<HinderedNode> hindered(GroupView group) {
    return group.members().stream()
        .filter(m -> m.outdated() && !m.leaving() && !m.obstacles().isEmpty())
        .map(m -> new HinderedNode(m.label(), m.obstacles()))
        .toList();
  }

  /** What a provisioner has begun goes on, whoever has asked for it. */
  private static List<String> leftovers(RolloutView group, RunState run) {
    List<String> leftovers = leftovers(group.tally(), run);
    if (run.ending().isPresent()) {
      group.content().claims().stream()
          .filter(claim -> !claim.state().staysInPool())
          .map(
              claim ->
                  claim.node().map(node -> "node " + node).orElse("NodeClaim " + claim.name())
                      + ": its provisioner is still "
                      + (claim.state() == NodeClaim.State.DISRUPTED ? "replacing" : "removing")
                      + " it")
          .forEach(leftovers::add);
    }
    return leftovers;
  }

  /** A machine that registers anew while it leaves has lost the marks that would name it. */
  private static List<String> leftovers(GroupView group, RunState run) {
    group.members().stream()
        .filter(Member::isLeftOut)
        .forEach(member -> group.tally().leaves(GroupTally.outOfTargetGroups(member.label())));
    return leftovers(group.tally(), run);
  }

  private static List<String> leftovers(GroupTally tally, RunState run) {
    List<String> leftovers = new ArrayList<>(tally.leftovers());
    run.course()
        .givenUp()
        .ifPresent(why -> leftovers.add("our marks remain (" + why + "): start again to go on"));
    return leftovers;
  }
}
