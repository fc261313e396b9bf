package io.evenkeel.campaign.internal;

import io.evenkeel.simulation.BudgetShape;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.Oracle;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Duration;
import java.util.List;

/**
 * A small cluster that a seed makes up: 2 to 8 nodes in 1 to 3 zones, and workloads of every kind
 * with and without budgets. A <em>kind</em> world leaves room for all of its pods and has no budget
 * that could never allow anything, so that a fair plan can be finished in it; any other may be as
 * cramped as chance wants it.
 */
public final class CampaignWorld {
  static final String GROUP = "workers";

  final VirtualTimeline time = new VirtualTimeline();
  final SimulatedCluster cluster;
  final SimulatedCloud cloud;
  final int size;
  final List<String> zones;
  private final Dice dice;
  private final boolean kind;

  CampaignWorld(long seed, boolean kind) {
    this.dice = new Dice(seed);
    this.kind = kind;
    this.size = dice.between(2, 8);
    this.zones = List.of("a", "b", "c").subList(0, dice.between(1, 3));
    this.cluster =
        SimulatedCluster.on(
                time, ClusterSettings.seeded(seed).remembering(ClusterSettings.Remember.NOTHING))
            .machineType("m6i.large", 2, 8, 29);
    this.cloud = SimulatedCloud.on(time, seed).joins(cluster.nodeLink());
    fill();
  }

  /** Returns an oracle that knows only the world; limits are the plan's. */
  Oracle oracle(long seed) {
    return Oracle.watching(cluster, cloud).seed(seed);
  }

  private void fill() {
    int spare = dice.between(0, 2);
    cloud.group(
        GROUP,
        group ->
            group
                .size(size)
                .max(size + spare)
                .zones(zones.toArray(String[]::new))
                .template("lt-workers", "ami-old")
                .nodeLabel("pool", "workers")
                .bootsIn(range(10, 90))
                .shutsDownIn(range(2, 30)));
    cluster.settle();
    workloads();
    cluster.settle();
    time.advance(Duration.ofHours(dice.between(1, 100)));
    cloud.kubernetesVersion("1.36").recommends("1.36", "ami-new");
  }

  private void workloads() {
    if (dice.percent(70)) {
      DurationRange starts = range(1, 40);
      cluster.daemonSet(
          "agent", agent -> agent.requests(50, 64).startsIn(starts.from(), starts.to()));
    }
    int cores = kind ? size * 700 : size * 1300;
    int workloads = dice.between(1, 5);
    for (int i = 0; i < workloads; i++) {
      cores -= workload("app" + i, cores);
    }
    if (dice.percent(20)) {
      cluster.pod("bare", pod -> pod.requests(50, 64));
    }
  }

  private int workload(String name, int cores) {
    int millis = dice.between(1, kind ? 6 : 9) * 100;
    int replicas = Math.min(dice.between(1, 8), cores / millis);
    if (replicas < 1) {
      return 0;
    }
    DurationRange starts = range(1, 30);
    DurationRange stops = range(1, 20);
    if (dice.percent(30)) {
      cluster.statefulSet(
          name,
          set ->
              set.replicas(replicas)
                  .requests(millis, 256)
                  .startsIn(starts.from(), starts.to())
                  .stopsIn(stops.from(), stops.to()));
    } else {
      cluster.deployment(
          name,
          app ->
              app.replicas(replicas)
                  .requests(millis, 256)
                  .startsIn(starts.from(), starts.to())
                  .stopsIn(stops.from(), stops.to()));
    }
    if (dice.percent(60)) {
      cluster.budget(name, budget -> limit(budget, replicas));
    }
    return replicas * millis;
  }

  private void limit(BudgetShape budget, int replicas) {
    int allowed =
        kind
            ? dice.between(1, replicas)
            : Math.max(dice.percent(10) ? 0 : 1, dice.between(0, replicas));
    switch (dice.between(0, 2)) {
      case 0 -> budget.maxUnavailable(String.valueOf(allowed));
      case 1 -> budget.minAvailable(String.valueOf(replicas - allowed));
      default -> budget.maxUnavailable((kind ? 1 : 0) + dice.between(0, 49) + "%");
    }
    if (dice.percent(20)) {
      budget.unhealthyPodsMayAlwaysGo();
    }
  }

  private DurationRange range(int least, int most) {
    int from = dice.between(least, most);
    return DurationRange.seconds(from, dice.between(from, most));
  }
}
