package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeStage;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import java.time.Instant;
import java.util.List;

/** Gives back what was borrowed and takes our marks away, the marks of the group last. */
final class ScaleDownRule implements Rule {

  @Override
  public List<Decision> decide(GroupView group, RunState run, Instant now) {
    int max = Math.max(group.state().max() - group.marks().borrowedMax(), group.state().desired());
    if (group.marks().borrowedMax() > 0
        && max < group.state().max()
        && !group.work().defiesResizes()) {
      return Sizes.set(group, group.state().desired(), max, "the maximum is given back", now);
    }
    List<String> ours =
        group.marks().suspended().stream()
            .filter(group::isOff)
            .filter(process -> group.state().disturbanceBy(process).isEmpty())
            .toList();
    if (!ours.isEmpty()) {
      return List.of(
          new Decision.ResumeProcesses(
              group.name(), ours, "nothing is left that they would disturb"));
    }
    if (marksRemain(group, run)) {
      return List.of();
    }
    // A write that was answered and has had no effect is given back once more.
    return group.awaitsSight()
        ? List.of(new Decision.Observe(group.name(), group.facts().observeEvery()))
        : List.of(new Decision.UnmarkGroup(group.name(), "everything is given back"));
  }

  static boolean marksRemain(GroupView group, RunState run) {
    return group.members().stream()
        .filter(member -> member.stage() != NodeStage.QUARANTINED && !member.leaving())
        .map(Member::nodeName)
        .flatMap(name -> name.flatMap(run.cluster()::node).stream())
        .anyMatch((Node node) -> Marks.any(node) || run.isBusy(node.name()));
  }
}
