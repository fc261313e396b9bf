package io.evenkeel.examples.benchmark;

import io.evenkeel.model.Budget;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.VirtualTimeline;

/** A large cluster in virtual time: many services, each with a budget of 10 %. */
record Fleet(VirtualTimeline time, SimulatedCluster cluster, SimulatedCloud cloud) {
  static final String GROUP = "workers";
  private static final int PODS_PER_SERVICE = 40;

  static Fleet of(int nodes, int pods, long seed) {
    VirtualTimeline time = new VirtualTimeline();
    SimulatedCluster cluster =
        SimulatedCluster.on(
            time, ClusterSettings.seeded(seed).remembering(ClusterSettings.Remember.NOTHING));
    SimulatedCloud cloud = SimulatedCloud.on(time, seed).joins(cluster.nodeLink());
    cloud.group(
        GROUP,
        group ->
            group
                .size(nodes)
                .max(nodes)
                .template("lt-workers", "ami-old")
                .bootsIn(DurationRange.seconds(25, 45)));
    cluster.settle();
    addServices(cluster, pods / PODS_PER_SERVICE);
    cluster.settle();
    cloud.kubernetesVersion("1.36").recommends("1.36", "ami-new");
    cluster.startRecording();
    return new Fleet(time, cluster, cloud);
  }

  private static void addServices(SimulatedCluster cluster, int services) {
    for (int i = 0; i < services; i++) {
      cluster
          .deployment("service-" + i, app -> app.replicas(PODS_PER_SERVICE).requests(200, 256))
          .budget("service-" + i, budget -> budget.maxUnavailable("10%"));
    }
  }

  long brokenBudgets() {
    return cluster.budgets().stream().filter(this::broken).count();
  }

  private boolean broken(Budget budget) {
    int expected = budget.status().expectedPods();
    return cluster.recorded().leastReadyUnder(budget) < budget.desiredHealthy(expected);
  }
}
