package io.evenkeel.engine.internal.plan;

import io.evenkeel.Phase;
import io.evenkeel.engine.internal.state.CanaryMark;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rules of a group by phase: which may write to the group, and which go on beside that. */
final class GroupRules {
  private final Rule pendingStep = new PendingStepRule();
  private final Rule setUp = new SetUpRule();
  private final Rule canary = new CanaryRule();
  private final Rule unused;
  private final Rule surge = new SurgeRule();
  private final Rule leave = new LeaveRule();
  private final Rule scaleDown = new ScaleDownRule();
  private final Rule unwind = new UnwindRule();
  private final Rule stall = new StallRule();
  private final Rule timers = new TimerRule();
  private final Rule departures = new DepartureRule();
  private final Rule freshLosses = new FreshLossRule();
  private final Rule drain;

  GroupRules(int maxDraining) {
    drain = new DrainRule(maxDraining);
    unused = new UnusedRule(maxDraining);
  }

  List<Decision> decide(GroupView group, RunState run, Instant now) {
    if (group.done()) {
      return List.of();
    }
    if (group.census().unjudged() > 0) {
      return List.of(new Decision.AskSelector(group.name()));
    }
    if (run.ending().isPresent()) {
      return group.marks().present() ? ending(group, run, now) : List.of();
    }
    List<Decision> decisions = new ArrayList<>(writes(group, run, now));
    if (group.phase() == Phase.SCALE_UP || group.phase() == Phase.UPGRADE) {
      if (decisions.stream().noneMatch(Decision.StartDrain.class::isInstance)) {
        decisions.addAll(drain.decide(group, run, now));
      }
      decisions.addAll(stall.decide(group, run, now));
      decisions.addAll(departures.decide(group, run, now));
      decisions.addAll(freshLosses.decide(group, run, now));
    } else if (UnusedRule.goesOn(group)) {
      decisions.addAll(departures.decide(group, run, now));
    }
    return decisions;
  }

  private List<Decision> ending(GroupView group, RunState run, Instant now) {
    List<Decision> decisions =
        new ArrayList<>(exclusive(group, run, now, UnwindRule::returnPointer, pendingStep, unwind));
    decisions.addAll(departures.decide(group, run, now));
    return decisions;
  }

  private List<Decision> writes(GroupView group, RunState run, Instant now) {
    return switch (group.phase()) {
      case SET_UP -> exclusive(group, run, now, pendingStep, setUp);
      case SCALE_UP -> exclusive(group, run, now, pendingStep, setUp, unused, canary, timers);
      case UPGRADE -> exclusive(group, run, now, pendingStep, surge, leave, timers);
      case SCALE_DOWN ->
          UnusedRule.goesOn(group)
              ? exclusive(group, run, now, pendingStep, unused, timers)
              : exclusive(group, run, now, pendingStep, unused, scaleDown);
      case DONE -> List.of();
    };
  }

  private static List<Decision> exclusive(
      GroupView group, RunState run, Instant now, Rule... rules) {
    if (group.busy()) {
      return List.of();
    }
    for (Rule rule : rules) {
      List<Decision> decisions = rule.decide(group, run, now);
      if (!decisions.isEmpty()) {
        return decisions;
      }
    }
    return List.of();
  }

  /** Returns the phase that the group shows. */
  static Phase phaseOf(GroupView group, RunState run) {
    if (group.done() || (nothingToDo(group) && !UnusedRule.anyMayGo(group, run))) {
      return Phase.DONE;
    }
    if (group.work().unmarking()) {
      return group.phase();
    }
    if (group.census().unjudged() > 0 && group.marks().present()) {
      // Nobody knows yet whether there is more to do.
      return group.phase();
    }
    boolean toDo =
        group.census().toBeReplaced() > 0
            || group.census().outdatedUnderWay() > 0
            || group.census().unprovenReplacements() > 0
            || group.marks().borrowed() > 0
            || canaryIsOut(group);
    if (!toDo && group.marks().present()) {
      boolean first = group.phase() == Phase.SET_UP && !isQuiet(group, run);
      return first && UnusedRule.anyMayGo(group, run) ? Phase.SET_UP : Phase.SCALE_DOWN;
    }
    if (!ready(group, run)) {
      return Phase.SET_UP;
    }
    boolean proven = group.marks().canary().passed() && !run.waves().holdsAfterCanary(group);
    return proven ? Phase.UPGRADE : Phase.SCALE_UP;
  }

  /** A group that is at its target is not even marked. */
  private static boolean nothingToDo(GroupView group) {
    return !group.marks().present()
        && !group.busy()
        && group.census().toBeReplaced() == 0
        && group.census().outdatedUnderWay() == 0
        && group.census().unjudged() == 0;
  }

  private static boolean canaryIsOut(GroupView group) {
    return (group.marks().canary() instanceof CanaryMark.Launching && !isEmptied(group))
        || group.marks().canary() instanceof CanaryMark.Judged;
  }

  /** A group that others have emptied launches no canary, and nothing unproven later. */
  private static boolean isEmptied(GroupView group) {
    return group.state().desired() == 0
        && group.state().pointer().equals(CanaryRule.original(group));
  }

  private static boolean ready(GroupView group, RunState run) {
    return group.marks().present()
        && group.target().template().isPresent()
        && isQuiet(group, run)
        && !group.census().softClosingGoesOn();
  }

  /** Returns whether what would fight the run is off, as far as others let it be. */
  static boolean isQuiet(GroupView group, RunState run) {
    return group.state().suspended().containsAll(group.marks().suspended())
        || Reverts.resumedForGood(group, run);
  }
}
