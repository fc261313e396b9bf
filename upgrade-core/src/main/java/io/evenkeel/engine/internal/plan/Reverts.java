package io.evenkeel.engine.internal.plan;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Levers;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.spi.NodePatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done where somebody else has undone what the run has written: it is told, and it is not
 * written again and again.
 */
final class Reverts {
  private static final int BEARABLE = 5;
  private static final String REMEDY =
      "find out who does it (an operator, a pipeline, a person), have them wait, then start again";

  private Reverts() {}

  /** Returns whether somebody else has opened a node that the run had closed to drain it. */
  static boolean opened(Node node) {
    return !node.unschedulable() && node.hasAnnotation(Marks.CORDONED);
  }

  /**
   * A node that was opened goes on last; where that cannot be, it is closed once more. After a few
   * times somebody means it.
   */
  static List<Decision> opened(
      GroupView group, Member member, Node node, NodePatch again, Instant now) {
    int times = Marks.timesOpened(node) + 1;
    if (times > BEARABLE) {
      return List.of(
          fail(
              "node "
                  + node.name()
                  + " was opened by somebody else each time it was closed to be drained"));
    }
    boolean later =
        group.marks().canary().passed() && member.outdated() && !Marks.leavesTargetGroups(node);
    NodePatch patch = later ? Cleaning.reopen(node) : again;
    List<Decision> decisions = new ArrayList<>();
    decisions.add(
        new Decision.Tell(
            new UpgradeEvent.OthersActed(
                now,
                group.name(),
                node.name(),
                "opened it while it was drained",
                later
                    ? "its drain stops, and is tried again when the other nodes are done"
                    : "it is closed again, a few times at most")));
    decisions.addAll(
        NodeRule.patch(
            node,
            patch.annotate(Marks.OPENED_BY_OTHERS, Integer.toString(times)),
            later ? "leave for later" : "close again",
            later ? "somebody else has opened it" : "pods have come back to it, or may"));
    return decisions;
  }

  /**
   * The group launches from something else than what was set: it is set once more, then the run
   * ends by name. What was shown was set back by somebody; what never was has not come about.
   */
  static List<Decision> pointed(GroupView group, RunState run, Instant now) {
    String lever = Levers.pointing(group.name());
    int times = run.levers().times(lever);
    if (times > 1) {
      return List.of(run.levers().heeded(lever) ? setBack(group) : defied(group));
    }
    return times == 1 && run.levers().heeded(lever) ? List.of(once(group, now)) : List.of();
  }

  private static Decision once(GroupView group, Instant now) {
    return new Decision.Tell(
        new UpgradeEvent.OthersActed(
            now,
            group.name(),
            "node group " + group.name(),
            "set its launch template to " + group.state().pointer(),
            "it is set to the target once more, and no third time"));
  }

  private static Decision setBack(GroupView group) {
    return fail(
        "node group "
            + group.name()
            + ": somebody else has set its launch template back each time, now to "
            + group.state().pointer());
  }

  private static Decision defied(GroupView group) {
    return new Decision.End(
        Unheeded.ending(
            group,
            "that it launches from the target was confirmed each time, and it still launches from "
                + group.state().pointer(),
            "the group as it is"));
  }

  /** Returns whether processes that were resumed by others are left to them. */
  static boolean resumedForGood(GroupView group, RunState run) {
    return run.levers().times(Levers.suspending(group.name())) > 1;
  }

  private static Decision fail(String what) {
    return new Decision.End(new Ending.Failing(FailureReason.INTERFERENCE, what, REMEDY));
  }
}
