package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeStage;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.ReplicaMark;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.Rescale;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes replicas back that were added so that pods could go: once none of the workload's pods is on
 * a node that is to be replaced or is being emptied, and in any case when the run ends. Where
 * somebody else has scaled the workload meanwhile it is left as they want it.
 */
final class RestoreRule {

  List<Decision> decide(RunState run, Instant now) {
    List<Decision> decisions = new ArrayList<>();
    for (Workload workload : run.cluster().surged()) {
      Optional<ReplicaMark> mark = ReplicaMark.of(workload);
      if (mark.isEmpty() || run.isBusy(workload.key())) {
        continue;
      }
      if (workload.replicas() != mark.get().surged()) {
        decisions.addAll(leave(workload, mark.get(), now));
      } else if (run.ending().isPresent() || !stillNeeded(workload, run)) {
        decisions.add(restore(workload, mark.get()));
      }
    }
    return decisions;
  }

  /** Returns whether a workload still has replicas of ours. */
  static boolean anyLeft(RunState run) {
    return !run.cluster().surged().isEmpty();
  }

  private static boolean stillNeeded(Workload workload, RunState run) {
    return run.cluster().podsIn(workload.key().namespace()).stream()
        .filter(pod -> run.cluster().rootOf(pod).equals(Optional.of(workload.key())))
        .flatMap(pod -> pod.nodeName().flatMap(run::placeOf).stream())
        .anyMatch(place -> toBeLeft(place.group(), place.member()));
  }

  private static boolean toBeLeft(GroupView group, Member member) {
    boolean drained = member.stage() == NodeStage.DRAINING || member.stage() == NodeStage.BLOCKED;
    return !group.done() && (member.toBeReplaced() || drained);
  }

  private static Decision restore(Workload workload, ReplicaMark mark) {
    return new Decision.ScaleWorkload(
        workload,
        new Rescale(mark.surged(), mark.original(), Map.of(), List.of(ReplicaMark.NAME)),
        "take replicas back to " + mark.original(),
        "its pods have moved");
  }

  private static List<Decision> leave(Workload workload, ReplicaMark mark, Instant now) {
    String what =
        "set its replicas to " + workload.replicas() + ", where the run had set " + mark.surged();
    return List.of(
        new Decision.StopLever(
            Decision.ScaleWorkload.lever(workload.key()),
            new UpgradeEvent.OthersActed(
                now,
                "",
                workload.key().toString(),
                what,
                "they stay as they are, and are not surged again")),
        new Decision.ScaleWorkload(
            workload,
            new Rescale(
                workload.replicas(), workload.replicas(), Map.of(), List.of(ReplicaMark.NAME)),
            "remove our mark",
            "somebody else has scaled it"));
  }
}
