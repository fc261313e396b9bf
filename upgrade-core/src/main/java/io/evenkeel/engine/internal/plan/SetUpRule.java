package io.evenkeel.engine.internal.plan;

import io.evenkeel.Phase;
import io.evenkeel.engine.internal.state.GroupMarks;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Interference;
import java.time.Instant;
import java.util.List;

/**
 * Makes a group ready: writes down what was there before, suspends what would fight us, and makes
 * the template version of the target. Each mark is written before what it explains.
 */
final class SetUpRule implements Rule {

  @Override
  public List<Decision> decide(GroupView group, RunState run, Instant now) {
    if (!group.marks().present()) {
      return List.of(
          new Decision.MarkGroup(
              group.name(), originals(group, run), "what was there before is written down first"));
    }
    List<String> toSuspend =
        group.marks().suspended().stream()
            .filter(process -> !group.state().suspended().contains(process))
            .toList();
    if (group.phase() == Phase.SET_UP
        && !toSuspend.isEmpty()
        && !Reverts.resumedForGood(group, run)) {
      return List.of(
          new Decision.SuspendProcesses(
              group.name(), toSuspend, "they would replace or move nodes behind our back"));
    }
    if (group.state().pointer().floating()) {
      return List.of(
          new Decision.Point(
              group.name(),
              group.state().pointer(),
              CanaryRule.original(group),
              "a version that moves by itself must not follow a new one"));
    }
    if (group.target().template().isEmpty()) {
      return List.of(
          new Decision.CreateTemplate(
              group.name(), "no version of the launch template has " + group.target().image()));
    }
    return List.of();
  }

  private static GroupMarks originals(GroupView group, RunState run) {
    List<String> ours =
        group.state().interferences().stream()
            .map(Interference::process)
            .filter(process -> !group.state().suspended().contains(process))
            .toList();
    return GroupMarks.before(run.runId(), group.numberedPointer(), ours);
  }
}
