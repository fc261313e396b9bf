package io.evenkeel.engine.internal.plan;

import io.evenkeel.Phase;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.CanaryMark;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.engine.internal.state.Stall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads off the world how far a group is, before the planner decides what to do about it. */
public final class Progress {
  /** A pod that has found no node for so long has found no room. */
  private static final Duration WAITING = Duration.ofSeconds(30);

  private Progress() {}

  /** Notes how far the group of the item is and returns what there is to tell. */
  public static List<UpgradeEvent> refresh(AgendaItem item, RunState run, Instant now) {
    if (run.course().blind()) {
      return List.of();
    }
    if (item instanceof AgendaItem.OfRun && run.ending().isEmpty()) {
      return waveStarted(run, now);
    }
    if (item instanceof AgendaItem.OfNode node) {
      return Hindrances.refresh(node.name(), run, now);
    }
    if (item instanceof AgendaItem.OfDrain drain) {
      return Hindrances.refresh(drain.node(), run, now);
    }
    if (item instanceof AgendaItem.OfRollout rollout) {
      return run.rollouts()
          .named(rollout.name())
          .map(view -> RolloutWatch.refresh(view, run, now))
          .orElse(List.of());
    }
    if (!(item instanceof AgendaItem.OfGroup name)) {
      return List.of();
    }
    return run.group(name.name())
        .filter(group -> Planner.isItsTurn(group, run))
        .map(group -> refresh(group, run, now))
        .orElse(List.of());
  }

  private static List<UpgradeEvent> waveStarted(RunState run, Instant now) {
    return run.waves().startsNow(run).stream()
        .<UpgradeEvent>map(part -> new UpgradeEvent.WaveStarted(now, part.name(), part.groups()))
        .toList();
  }

  private static List<UpgradeEvent> refresh(GroupView group, RunState run, Instant now) {
    List<UpgradeEvent> events = new ArrayList<>();
    group.takeCensus();
    if (group.closesEarly(run.cluster()) && run.cluster().podsWaitSince(now.minus(WAITING))) {
      group.keepOpen();
      run.touchEverything();
    }
    events.addAll(OthersSeen.of(group, run, now));
    if (group.marks().canary() instanceof CanaryMark.Judged judged
        && !CanaryWatch.isWell(group, run, judged)) {
      // Its mark may have to wait for another write; the time that it must be well begins anew.
      group.canaryProof().ails(now);
    }
    if (!group.started()) {
      group.start();
      events.add(new UpgradeEvent.PhaseStarted(now, group.name(), Phase.SET_UP));
    }
    if (run.ending().isEmpty()) {
      enter(group, run, now).ifPresent(events::add);
      events.addAll(stall(group, run, now));
    }
    return events;
  }

  private static Optional<UpgradeEvent> enter(GroupView group, RunState run, Instant now) {
    Phase phase = GroupRules.phaseOf(group, run);
    if (phase == group.phase()) {
      return Optional.empty();
    }
    run.enter(group, phase);
    return Optional.of(new UpgradeEvent.PhaseStarted(now, group.name(), phase));
  }

  private static List<UpgradeEvent> stall(GroupView group, RunState run, Instant now) {
    if (run.course().paused()) {
      return List.of();
    }
    if (!StallRule.stalled(group, run)) {
      boolean told = group.stall().filter(Stall::told).isPresent();
      group.moves();
      return told ? Hindrances.stalled(group, List.of(), run, now) : List.of();
    }
    if (group.stall().isEmpty()) {
      group.stallsSince(group.marks().timers().stall().orElse(now));
    }
    Stall stall = group.stall().orElseThrow();
    if (stall.told() || stall.since().plus(StallRule.GRACE).isAfter(now)) {
      return List.of();
    }
    group.stallIsTold();
    List<UpgradeEvent> events = new ArrayList<>();
    events.add(
        new UpgradeEvent.Waiting(now, "node group " + group.name(), StallRule.missing(group, run)));
    events.addAll(Hindrances.stalled(group, StallRule.kept(group, run), run, now));
    return events;
  }
}
