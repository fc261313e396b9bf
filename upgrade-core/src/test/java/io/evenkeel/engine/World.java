package io.evenkeel.engine;

import io.evenkeel.SelfDrivenGroupBuilder;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.model.Node;
import io.evenkeel.model.Placement;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.GroupOptions;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.Truth;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Six nodes in three zones with a small shop on them, to be upgraded in virtual time. */
final class World {
  static final String GROUP = "workers";
  static final String OLD = "ami-old";
  static final String NEW = "ami-new";

  final VirtualTimeline time = new VirtualTimeline();
  final SimulatedCluster cluster;
  final SimulatedCloud cloud;
  final List<UpgradeEvent> events = new ArrayList<>();

  private World(long seed) {
    cluster =
        SimulatedCluster.on(time, ClusterSettings.seeded(seed)).machineType("m6i.large", 2, 8, 29);
    cloud = SimulatedCloud.on(time, seed).joins(cluster.nodeLink());
  }

  static World shop() {
    return shop(1);
  }

  static World shop(long seed) {
    return shop(seed, node -> node, UnaryOperator.identity());
  }

  /** The shop on a group that does more by itself. */
  static World shop(Consumer<GroupOptions> options) {
    return shop(1, options, node -> node, UnaryOperator.identity());
  }

  /** As the shop, but each node joins as the function makes it, and the pods are placed so. */
  static World shop(long seed, UnaryOperator<Node> joins, UnaryOperator<Placement> placed) {
    return shop(seed, options -> {}, joins, placed);
  }

  private static World shop(
      long seed,
      Consumer<GroupOptions> options,
      UnaryOperator<Node> joins,
      UnaryOperator<Placement> placed) {
    World world = new World(seed);
    world.cluster.with(
        (cluster, time) -> {
          var unused =
              cluster.observeTruth(
                  truth -> {
                    if (truth instanceof Truth.Changed changed
                        && changed.before().isEmpty()
                        && changed.after().orElse(null) instanceof Node n) {
                      time.execute(() -> cluster.edit().change(n.name(), joins));
                    }
                  });
        });
    world.cloud.group(
        GROUP,
        group ->
            group
                .size(6)
                .max(6)
                .zones("a", "b", "c")
                .template("lt-workers", OLD)
                .options(options)
                .bootsIn(DurationRange.seconds(25, 40)));
    world.cluster.settle();
    world
        .cluster
        .daemonSet("kube-system/agent", agent -> agent.placed(placed))
        .deployment("shop/myapp", app -> app.replicas(10).requests(400, 512).placed(placed))
        .budget("shop/myapp", budget -> budget.minAvailable("80%"))
        .statefulSet("shop/db", db -> db.replicas(3).requests(500, 1024).placed(placed))
        .budget("shop/db", budget -> budget.maxUnavailable("1"))
        .deployment("shop/mailer", mailer -> mailer.replicas(1).requests(100, 128).placed(placed));
    world.cluster.settle();
    world.time.advance(Duration.ofDays(1));
    world.cloud.kubernetesVersion("1.36").recommends("1.36", NEW);
    world.cluster.startRecording();
    return world;
  }

  /** So many nodes in one zone, each with a few pods, for tests that try everything. */
  static World small(int nodes) {
    return small(nodes, options -> {});
  }

  /** The small world with a group that does more by itself. */
  static World small(int nodes, Consumer<GroupOptions> options) {
    World world = new World(1);
    world.cloud.group(
        GROUP,
        group ->
            group
                .size(nodes)
                .max(nodes)
                .zones("a")
                .template("lt-workers", OLD)
                .options(options)
                .bootsIn(DurationRange.seconds(25, 40)));
    world.cluster.settle();
    world
        .cluster
        .deployment("shop/myapp", app -> app.replicas(nodes + 1).requests(300, 512))
        .budget("shop/myapp", budget -> budget.maxUnavailable("1"))
        .statefulSet("shop/db", db -> db.replicas(1).requests(200, 512));
    world.cluster.settle();
    world.time.advance(Duration.ofDays(1));
    world.cloud.kubernetesVersion("1.36").recommends("1.36", NEW);
    world.cluster.startRecording();
    return world;
  }

  /** So many nodes that are as wanted, in those zones, with what the statement puts on them. */
  static World idle(int nodes, int min, List<String> zones, Consumer<SimulatedCluster> load) {
    World world = new World(1);
    world.cloud.group(
        GROUP,
        group ->
            group
                .size(nodes)
                .min(min)
                .max(nodes)
                .zones(zones.toArray(String[]::new))
                .template("lt-workers", OLD)
                .bootsIn(DurationRange.seconds(25, 40)));
    world.cluster.settle();
    world.cluster.daemonSet("kube-system/agent");
    load.accept(world.cluster);
    world.cluster.settle();
    world.time.advance(Duration.ofDays(1));
    world.cloud.kubernetesVersion("1.36").recommends("1.36", OLD);
    world.cluster.startRecording();
    return world;
  }

  UpgradePlan plan(Consumer<SelfDrivenGroupBuilder> group) {
    return UpgradePlan.builder()
        .clusterClient(cluster.client())
        .cloudProvider(cloud.provider())
        .nodeGroup(GROUP, group)
        .build();
  }

  UpgradeRun start(UpgradePlan plan) {
    return Upgrader.on(time).start(plan, Watched.recorder(events));
  }

  UpgradeOutcome upgrade(Consumer<SelfDrivenGroupBuilder> group) {
    UpgradeRun run = start(plan(group));
    time.runUntil(() -> run.outcome().toCompletableFuture().isDone(), Duration.ofHours(12));
    return run.await();
  }
}
