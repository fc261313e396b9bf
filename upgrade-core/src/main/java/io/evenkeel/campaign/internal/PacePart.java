package io.evenkeel.campaign.internal;

import io.evenkeel.GatesBuilder;
import io.evenkeel.HealthGate;
import io.evenkeel.UpgradePlanBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a made-up plan lets its waves wait for.
 *
 * @param gates what is asked before each wave and after each canary
 * @param patience how long a checkpoint may stay closed
 * @param evictionsPerMinute how many pods may be asked to leave in a minute; any number if absent
 * @param together whether all groups are worked on at the same time
 */
record PacePart(
    List<HealthGate> gates, Duration patience, OptionalInt evictionsPerMinute, boolean together) {
  static final String WAVE = "all of them";

  static PacePart drawn(Dice dice) {
    return new PacePart(
        gates(dice),
        Duration.ofMinutes(dice.between(20, 60)),
        dice.percent(15) ? OptionalInt.of(dice.between(1, 6)) : OptionalInt.empty(),
        dice.percent(30));
  }

  private static List<HealthGate> gates(Dice dice) {
    List<HealthGate> gates = new ArrayList<>();
    if (dice.percent(10)) {
      gates.add(HealthGate.nodesReady());
    }
    if (dice.percent(10)) {
      gates.add(HealthGate.noPendingPods());
    }
    if (dice.percent(10)) {
      gates.add(HealthGate.workloadsAvailable());
    }
    if (dice.percent(10)) {
      gates.add(HealthGate.after(dice.seconds(1, 300)));
    }
    return List.copyOf(gates);
  }

  /** Says so in the plan, with these groups. */
  void joins(UpgradePlanBuilder plan, List<GroupPart> groups) {
    plan.gates(this::states);
    evictionsPerMinute.ifPresent(plan::maxEvictionsPerMinute);
    if (together) {
      plan.wave(
          WAVE, wave -> groups.forEach(group -> wave.nodeGroup(group.name(), group::configures)));
    } else {
      groups.forEach(group -> plan.nodeGroup(group.name(), group::configures));
    }
  }

  private void states(GatesBuilder to) {
    gates.forEach(to::gate);
    to.patience(patience);
  }

  /** Returns a line for each thing that it asks for. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    gates.forEach(gate -> lines.add("gate: " + gate.name() + ", for at most " + patience));
    evictionsPerMinute.ifPresent(most -> lines.add("at most " + most + " evictions a minute"));
    if (together) {
      lines.add("all groups in one wave");
    }
    return lines;
  }
}
