package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeStage;
import io.evenkeel.engine.internal.state.Availability;
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

/**
 * Cleans up after a run that ends before it is done: the pointer returns unless the target has
 * proven itself, empty surge is given back, and what holds pods stays.
 */
final class UnwindRule implements Rule {
  private final ScaleDownRule scaleDown = new ScaleDownRule();

  @Override
  public List<Decision> decide(GroupView group, RunState run, Instant now) {
    if (!group.marks().canary().passed()
        && !group.state().pointer().equals(CanaryRule.original(group))) {
      return List.of(
          new Decision.Point(
              group.name(),
              group.state().pointer(),
              CanaryRule.original(group),
              "the target has not proven itself"));
    }
    if (group.marks().borrowed() > 0 && group.state().present() < group.state().desired()) {
      int desired = Math.max(group.state().present(), group.base());
      return Sizes.set(group, desired, group.state().max(), "what was not launched is not needed");
    }
    List<Decision> leaving = giveBack(group, run, now);
    if (!leaving.isEmpty() || somethingLeaves(group, run)) {
      return leaving;
    }
    return scaleDown.decide(group, run, now);
  }

  private static List<Decision> giveBack(GroupView group, RunState run, Instant now) {
    List<Decision> closing = new ArrayList<>();
    for (Member member : group.members()) {
      boolean ready = Leaving.ready(member, run, now) && goes(group, member);
      if (ready || Leaving.uselessAndEmpty(group, member, run)) {
        return Sizes.giveBack(group, member.id(), member.label() + " is empty, and was borrowed");
      }
      closing.addAll(close(group, member, run, now));
    }
    return closing;
  }

  /** Closes surge that holds nothing, so that nothing lands there before it goes. */
  private static List<Decision> close(GroupView group, Member member, RunState run, Instant now) {
    boolean surge = member.stage() == NodeStage.USABLE || member.stage() == NodeStage.READY;
    if (!surge || !member.replacement() || !wanted(group, member, run)) {
      return List.of();
    }
    Node node = run.cluster().node(member.nodeName().orElseThrow()).orElseThrow();
    if (run.isBusy(node.name())) {
      return List.of();
    }
    NodePatch patch =
        NodePatch.nothing()
            .cordon()
            .annotate(Marks.CORDONED, run.runId())
            .annotate(Marks.DRAINING_SINCE, now.toString());
    return List.of(
        new Decision.StartDrain(group.name(), node, patch, List.of(), "surge is given back"));
  }

  private static boolean wanted(GroupView group, Member member, RunState run) {
    boolean borrowed =
        group.marks().borrowed() > group.count(m -> Availability.underWay(m) && !m.leaving());
    boolean returning = run.ending().map(e -> e.surge() == Ending.Surge.RETURNED).orElse(false);
    return borrowed && (returning || Leaving.holdsNothing(member, run));
  }

  /** Returns whether an emptied member is terminated although the run ends. */
  static boolean goes(GroupView group, Member member) {
    int before = 0;
    for (Member other : group.members()) {
      if (other == member) {
        break;
      }
      before += emptied(other) ? 1 : 0;
    }
    return emptied(member) && group.marks().borrowed() > before;
  }

  private static boolean emptied(Member member) {
    return !member.leaving()
        && (member.stage() == NodeStage.EMPTY
            || member.stage() == NodeStage.SOAKING
            || member.stage() == NodeStage.DETACHING);
  }

  private static boolean somethingLeaves(GroupView group, RunState run) {
    boolean moving =
        group.members().stream()
            .anyMatch(m -> emptied(m) || m.stage() == NodeStage.CLOSING || returning(m, run));
    return moving
        || group.count(m -> m.stage() == NodeStage.TERMINATING && m.terminationAsked()) > 0;
  }

  private static boolean returning(Member member, RunState run) {
    return member.replacement()
        && member.stage() == NodeStage.DRAINING
        && run.ending().map(e -> e.surge() == Ending.Surge.RETURNED).orElse(false);
  }

  /** Returns how long an ending run may take before it stops cleaning up. */
  static Duration patience() {
    return Duration.ofMinutes(30);
  }
}
