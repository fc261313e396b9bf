package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.internal.Dice;
import io.evenkeel.simulation.CloudRejection;
import io.evenkeel.simulation.ClusterFault;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.simulation.Truth;
import io.evenkeel.simulation.VirtualTimeline;
import io.evenkeel.spi.Permission;
import io.evenkeel.spi.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Where one fault takes place: the world, a group of the plan, and chance of its own. */
public final class FaultScene {
  private record Strike(Duration after, Runnable act) {}

  private final VirtualTimeline time;
  private final SimulatedCluster cluster;
  private final SimulatedCloud cloud;
  private final String group;
  private final Dice dice;
  private final ProcessControl process;
  private final Optional<PoolStage> pool;
  private final List<Strike> strikes = new ArrayList<>();
  private boolean begun;
  private int struck;

  public FaultScene(
      VirtualTimeline time,
      SimulatedCluster cluster,
      SimulatedCloud cloud,
      String group,
      Dice dice,
      ProcessControl process,
      Optional<PoolStage> pool) {
    this.time = time;
    this.cluster = cluster;
    this.cloud = cloud;
    this.group = group;
    this.dice = dice;
    this.process = process;
    this.pool = pool;
  }

  /** Returns a scene in a world that no process works on, such as a test may state. */
  public static FaultScene in(
      VirtualTimeline time,
      SimulatedCluster cluster,
      SimulatedCloud cloud,
      String group,
      long seed) {
    return new FaultScene(
        time, cluster, cloud, group, Dice.of(seed, "fault"), ProcessControl.NONE, Optional.empty());
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

  /**
   * Returns the node pool that the fault is about.
   *
   * @throws java.util.NoSuchElementException in a world that has none
   */
  public PoolStage pool() {
    return pool.orElseThrow();
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

  /** Lets that happen so many minutes from now, as chance wants it. */
  public void afterMinutes(int least, int most, Runnable act) {
    at(Duration.ofMinutes(dice.between(least, most)), act);
  }

  /** Lets the fault meet such calls of the cluster for that long; it strikes when it meets one. */
  public void meets(Duration span, Predicate<Permission> calls, ClusterFault fault) {
    boolean[] met = {false};
    cluster
        .faults()
        .during(
            span,
            call -> {
              boolean meets = calls.test(call);
              if (meets && !met[0]) {
                met[0] = true;
                struck();
              }
              return meets;
            },
            fault);
  }

  /** It strikes with the first such event of the cluster within that time. */
  public void strikesWith(Duration within, Predicate<Truth> event) {
    boolean[] met = {false};
    Subscription listening =
        cluster.observeTruth(
            truth -> {
              if (!met[0] && event.test(truth)) {
                met[0] = true;
                struck();
              }
            });
    at(within, listening::close);
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
