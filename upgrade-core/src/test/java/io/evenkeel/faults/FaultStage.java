package io.evenkeel.faults;

import io.evenkeel.FailureReason;
import io.evenkeel.Quantity;
import io.evenkeel.SelfDrivenGroupBuilder;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.Fault;
import io.evenkeel.campaign.internal.faults.FaultInjectors;
import io.evenkeel.campaign.internal.faults.FaultScene;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.engine.Watched;
import io.evenkeel.model.Node;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.GroupSpec;
import io.evenkeel.simulation.Oracle;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.simulation.VirtualTimeline;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Six nodes in three zones with a small shop on them, and an oracle that looks on. */
final class FaultStage extends Watched {
  static final String GROUP = "workers";
  static final String OLD = "ami-old";
  static final String NEW = "ami-new";

  final VirtualTimeline time = new VirtualTimeline();
  final SimulatedCluster cluster;
  final SimulatedCloud cloud;
  final Oracle oracle;
  private final long seed;
  private final int unavailable;
  private final int surge;

  private FaultStage(
      long seed,
      int unavailable,
      int surge,
      Consumer<GroupSpec> more,
      Consumer<FaultStage> beforehand) {
    this.seed = seed;
    this.unavailable = unavailable;
    this.surge = surge;
    this.cluster =
        SimulatedCluster.on(time, ClusterSettings.seeded(seed)).machineType("m6i.large", 2, 8, 29);
    this.cloud = SimulatedCloud.on(time, seed).joins(cluster.nodeLink());
    fill(more);
    beforehand.accept(this);
    this.oracle = Oracle.watching(cluster, cloud).seed(seed).limits(GROUP, unavailable, surge);
  }

  /** One node more at a time, none less. */
  static FaultStage surging() {
    return new FaultStage(1, 0, 1, group -> {}, stage -> {});
  }

  static FaultStage surging(Consumer<GroupSpec> group) {
    return new FaultStage(1, 0, 1, group, stage -> {});
  }

  static FaultStage of(long seed, int unavailable, int surge) {
    return new FaultStage(seed, unavailable, surge, group -> {}, stage -> {});
  }

  /** The fault is part of the world that the run finds. */
  static FaultStage after(Fault fault) {
    return new FaultStage(1, 0, 1, group -> {}, stage -> stage.strikes(fault));
  }

  private void fill(Consumer<GroupSpec> more) {
    cloud.group(
        GROUP,
        group -> {
          group
              .size(6)
              .max(6)
              .zones("a", "b", "c")
              .template("lt-workers", OLD)
              .bootsIn(DurationRange.seconds(25, 40));
          more.accept(group);
        });
    cluster.settle();
    cluster
        .daemonSet("kube-system/agent")
        .deployment("shop/front", app -> app.replicas(10).requests(400, 512))
        .budget("shop/front", budget -> budget.minAvailable("80%"))
        .statefulSet("shop/db", db -> db.replicas(3).requests(500, 1024))
        .budget("shop/db", budget -> budget.maxUnavailable("1"))
        .deployment("shop/mailer", mailer -> mailer.replicas(1).requests(100, 128));
    cluster.settle();
    time.advance(Duration.ofDays(1));
    cloud.kubernetesVersion("1.36").recommends("1.36", NEW);
  }

  /** Lets the campaigns' injector of that fault strike from the start of the run. */
  FaultScene strikes(Fault fault) {
    FaultScene scene = FaultScene.in(time, cluster, cloud, GROUP, seed);
    Objects.requireNonNull(FaultInjectors.byFault().get(fault)).inject(scene);
    scene.begin();
    return scene;
  }

  UpgradeRun start() {
    return start(group -> {});
  }

  UpgradeRun start(Consumer<SelfDrivenGroupBuilder> change) {
    return Upgrader.builder()
        .timeline(time)
        .holder("process")
        .build()
        .start(plan(change), recorder());
  }

  /** Starts the plan, or goes on with it, in a process of that name with clocks of its own. */
  UpgradeRun start(Timeline process, String holder) {
    return Upgrader.builder()
        .timeline(process)
        .holder(holder)
        .build()
        .start(plan(group -> {}), recorder());
  }

  private UpgradePlan plan(Consumer<SelfDrivenGroupBuilder> change) {
    return UpgradePlan.builder()
        .clusterClient(oracle.client())
        .cloudProvider(oracle.provider())
        .nodeGroup(
            GROUP,
            group -> {
              group.maxUnavailable(Quantity.nodes(unavailable)).maxSurge(Quantity.nodes(surge));
              change.accept(group);
            })
        .build();
  }

  SimulatedGroup group() {
    return cloud.group(GROUP);
  }

  List<CloudInstance> instances() {
    return group().state().instances();
  }

  /** Returns the instances that run on the image. */
  List<CloudInstance> on(String image) {
    return instances().stream().filter(i -> i.image().equals(image)).toList();
  }

  List<Node> closedNodes() {
    return cluster.nodes().stream().filter(Node::unschedulable).toList();
  }

  static boolean failedFor(UpgradeOutcome outcome, FailureReason reason) {
    return outcome instanceof UpgradeOutcome.Failed failed && failed.reason() == reason;
  }

  @Override
  protected VirtualTimeline clock() {
    return time;
  }

  @Override
  protected Oracle judge() {
    return oracle;
  }

  @Override
  protected long seed() {
    return seed;
  }
}
