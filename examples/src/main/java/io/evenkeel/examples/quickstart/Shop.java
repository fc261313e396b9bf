package io.evenkeel.examples.quickstart;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Instance;
import io.evenkeel.model.Node;
import io.evenkeel.report.BudgetRecord;
import io.evenkeel.report.NodeTable;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** A small web shop on a simulated cluster, in virtual time. */
record Shop(VirtualTimeline time, SimulatedCluster cluster, SimulatedCloud cloud) {

  /** Opens the shop: 6 nodes in 3 zones, and everything on them is up. */
  static Shop open() {
    VirtualTimeline time = new VirtualTimeline();
    SimulatedCluster cluster = SimulatedCluster.on(time).machineType("m6i.large", 2, 8, 29);
    SimulatedCloud cloud = SimulatedCloud.on(time).joins(cluster.nodeLink());
    cloud.group(
        "workers",
        group ->
            group
                .size(6)
                .max(6)
                .zones("eu-west-1a", "eu-west-1b", "eu-west-1c")
                .template("lt-workers", "ami-2025-11")
                .bootsIn(DurationRange.seconds(25, 40)));
    cluster.settle();
    furnish(cluster);
    cluster.settle();
    time.advance(Duration.ofDays(40));
    cloud.kubernetesVersion("1.36").recommends("1.36", "ami-2026-01");
    cluster.startRecording();
    return new Shop(time, cluster, cloud);
  }

  private static void furnish(SimulatedCluster cluster) {
    cluster
        .daemonSet("kube-system/log-agent")
        .deployment("shop/myapp", app -> app.replicas(10).requests(400, 512))
        .budget("shop/myapp", budget -> budget.minAvailable("80%"))
        .statefulSet("shop/db", db -> db.replicas(3).requests(500, 1024).withZonalDisks())
        .budget("shop/db", budget -> budget.maxUnavailable("1"))
        .deployment("shop/mailer", mailer -> mailer.replicas(1).requests(100, 128));
  }

  /** Returns how low each budget got, as the cluster itself has seen it. */
  List<BudgetRecord> budgetRecords() {
    return cluster.budgets().stream().map(this::budgetRecord).toList();
  }

  private BudgetRecord budgetRecord(Budget budget) {
    int pods = budget.status().expectedPods();
    return new BudgetRecord(
        budget.key().path(),
        pods,
        budget.desiredHealthy(pods),
        cluster.recorded().leastReadyUnder(budget));
  }

  /** Returns the nodes as they are now. */
  String nodeTable() {
    List<Instance> instances = cloud.instances().stream().map(CloudInstance::asModel).toList();
    List<Node> nodes =
        cluster.nodes().stream().sorted(Comparator.comparing(ClusterObject::key)).toList();
    return NodeTable.of(nodes, instances, time.now());
  }
}
