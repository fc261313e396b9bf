package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.internal.Dice;
import io.evenkeel.simulation.CloudRejection;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Where one fault takes place: the world, a group of the plan, and chance of its own. */
public final class FaultScene {
  private record Strike(Duration after, Runnable act) {}

  private final VirtualTimeline time;
  private final SimulatedCluster cluster;
  private final SimulatedCloud cloud;
  private final String group;
  private final Dice dice;
  private final ProcessControl process;
  private final List<Strike> strikes = new ArrayList<>();
  private boolean begun;
  private int struck;

  public FaultScene(
      VirtualTimeline time,
      SimulatedCluster cluster,
      SimulatedCloud cloud,
      String group,
      Dice dice,
      ProcessControl process) {
    this.time = time;
    this.cluster = cluster;
    this.cloud = cloud;
    this.group = group;
    this.dice = dice;
    this.process = process;
  }

  /** Returns a scene in a world that no process works on, such as a test may state. */
  public static FaultScene in(
      VirtualTimeline time,
      SimulatedCluster cluster,
      SimulatedCloud cloud,
      String group,
      long seed) {
    return new FaultScene(time, cluster, cloud, group, Dice.of(seed, "fault"), ProcessControl.NONE);
  }

  public VirtualTimeline time() {
    return time;
  }

  public SimulatedCluster cluster() {
    return cluster;
  }

  public SimulatedCloud cloud() {
    return cloud;
  }

  /** Returns the group that the fault is about. */
  public SimulatedGroup group() {
    return cloud.group(group);
  }

  public String groupName() {
    return group;
  }

  /** Returns chance that nothing else draws from. */
  public Dice dice() {
    return dice;
  }

  /** Returns the process that carries out the run. */
  public ProcessControl process() {
    return process;
  }

  /** Lets that happen so long after the run has begun, or after now if it has. */
  public void at(Duration after, Runnable act) {
    if (begun) {
      time.schedule(after, () -> strike(act));
    } else {
      strikes.add(new Strike(after, () -> strike(act)));
    }
  }

  /** What it would meet may be gone by then, such as a group that somebody has deleted. */
  private static void strike(Runnable act) {
    try {
      act.run();
    } catch (CloudRejection gone) {
      // then the fault does not take place
    }
  }

  /** Lets that happen once, at a moment of the run's first hour, early ones more often. */
  public void soon(Runnable act) {
    at(
        Duration.ofMillis(dice.between(0, dice.one(List.of(2_000, 60_000, 600_000, 3_600_000)))),
        act);
  }

  /** Counts that the fault has really taken place. */
  public void struck() {
    struck++;
  }

  /** Returns how often it has taken place. */
  public int strikes() {
    return struck;
  }

  /** Lets the announced strikes run from now on. */
  public void begin() {
    begun = true;
    strikes.forEach(strike -> time.schedule(strike.after(), strike.act()));
    strikes.clear();
  }
}
