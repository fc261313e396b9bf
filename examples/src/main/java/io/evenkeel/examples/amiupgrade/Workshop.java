package io.evenkeel.examples.amiupgrade;

import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedManagedGroups;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Duration;

/** The cluster {@code eks-workshop} with a managed node group that is not at the newest AMI. */
record Workshop(
    VirtualTimeline time,
    SimulatedCluster cluster,
    SimulatedCloud cloud,
    SimulatedManagedGroups groups) {

  static final String CLUSTER = "eks-workshop";
  static final String GROUP = "default";
  static final String VERSION = "1.34";

  static Workshop open() {
    VirtualTimeline time = new VirtualTimeline();
    SimulatedCluster cluster = SimulatedCluster.on(time).machineType("m5.large", 2, 8, 29);
    SimulatedCloud cloud =
        SimulatedCloud.on(time).joins(cluster.nodeLink()).kubernetesVersion(VERSION);
    SimulatedManagedGroups groups =
        SimulatedManagedGroups.on(cloud, cluster)
            .publishes(VERSION, "1.34.1-20251016", "ami-0b55a8322608ea74b");
    groups.group(
        GROUP,
        group ->
            group
                .size(3)
                .max(6)
                .zones("us-west-2a", "us-west-2b", "us-west-2c")
                .template("lt-default", "ami-0b55a8322608ea74b")
                .bootsIn(DurationRange.seconds(25, 40)));
    cluster.settle();
    cluster
        .daemonSet("kube-system/aws-node")
        .deployment("ui/ui", app -> app.replicas(3).requests(250, 512))
        .budget("ui/ui", budget -> budget.minAvailable("2"))
        .statefulSet("catalog/mysql", db -> db.replicas(1).requests(250, 512))
        .deployment("carts/carts", app -> app.replicas(2).requests(250, 512))
        .budget("carts/carts", budget -> budget.maxUnavailable("1"));
    cluster.settle();
    time.advance(Duration.ofDays(30));
    groups.publishes(VERSION, "1.34.2-20251120", "ami-03e8b91597dcf3297");
    return new Workshop(time, cluster, cloud, groups);
  }
}
