package io.evenkeel.examples.awsendpoint;

import static io.evenkeel.Durations.minutes;

import io.evenkeel.DelegatedGroupBuilder;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradePlanBuilder;
import io.evenkeel.aws.AutoScalingGroups;
import io.evenkeel.aws.ImageFamily;
import io.evenkeel.aws.ManagedNodeGroups;
import io.evenkeel.aws.simulated.AwsCall;
import io.evenkeel.aws.simulated.SimulatedAws;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.examples.controlplane.Await;
import io.evenkeel.model.Node;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.GroupSpec;
import io.evenkeel.simulation.ScaledTimeline;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedManagedGroups;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A simulated cluster and cloud in fast time, reached through the SDK's own clients. */
final class FastRegion implements AutoCloseable {
  static final String GROUP = "workers";
  static final String CLUSTER = "shop";
  static final String VERSION = "1.34";
  static final String OLD_RELEASE = "1.34.1-20260801";
  static final String NEW_RELEASE = "1.34.2-20260911";

  /** Reads are paced in real time, which is slow here. */
  private static final int ENOUGH_READS = 1000;

  /** A third of it is the time for a call, which is seconds of a machine that may be busy. */
  private static final Duration LONG_LEASE = minutes(60);

  private final ScaledTimeline time;
  private final SimulatedCluster cluster;
  private final SimulatedManagedGroups managed;
  private final SimulatedAws aws;

  FastRegion(double speed) {
    time = ScaledTimeline.atSpeed(speed);
    cluster =
        SimulatedCluster.on(time, ClusterSettings.seeded(1))
            .machineType("m6i.large", 2, 8, 29)
            .version(VERSION);
    SimulatedCloud cloud = SimulatedCloud.on(time).joins(cluster.nodeLink());
    managed = SimulatedManagedGroups.on(cloud, cluster);
    aws = SimulatedAws.builder(cloud).cluster(CLUSTER).managedGroups(managed).serve();
    aws.run(world -> world.kubernetesVersion(VERSION));
  }

  /** Returns a region with a managed node group that is a release behind. */
  static FastRegion withManagedGroup(double speed, int nodes) throws InterruptedException {
    FastRegion region = new FastRegion(speed);
    region.open(nodes, world -> region.managed.group(GROUP, group -> shape(group, nodes)));
    return region;
  }

  /** Returns a region with a self-managed group that is an image behind. */
  static FastRegion withOwnGroup(double speed, int nodes) throws InterruptedException {
    FastRegion region = new FastRegion(speed);
    region.open(nodes, world -> world.group(GROUP, group -> shape(group, nodes)));
    return region;
  }

  /** Returns a region with such a group that load balancers lead to. */
  static FastRegion withBalancedGroup(double speed, int nodes, Duration delay)
      throws InterruptedException {
    FastRegion region = new FastRegion(speed);
    region.open(
        nodes,
        world ->
            world.group(
                GROUP,
                group -> {
                  shape(group, nodes);
                  group.options(options -> options.targetGroup("web", delay).asksLoadBalancer());
                }));
    return region;
  }

  private static void shape(GroupSpec group, int nodes) {
    group.size(nodes).max(nodes).template("lt-workers", "ami-old");
    group.tag("kubernetes.io/cluster/" + CLUSTER, "owned", true);
  }

  private void open(int nodes, Consumer<SimulatedCloud> group) throws InterruptedException {
    aws.run(
        world -> {
          managed.publishes(VERSION, OLD_RELEASE, "ami-old");
          group.accept(world);
          managed.publishes(VERSION, NEW_RELEASE, "ami-new");
        });
    awaitTrue(
        nodes + " nodes", () -> cluster.nodes().stream().filter(Node::ready).count() == nodes);
  }

  /** Returns once that holds in the simulated world. */
  void awaitTrue(String what, BooleanSupplier condition) throws InterruptedException {
    Await.until(what, minutes(2), () -> aws.ask(world -> condition.getAsBoolean()));
  }

  SimulatedAws aws() {
    return aws;
  }

  SimulatedCluster cluster() {
    return cluster;
  }

  SimulatedManagedGroups managed() {
    return managed;
  }

  ScaledTimeline time() {
    return time;
  }

  static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("made", "up"));
  }

  /** Returns a new provider of managed groups, as another process would have. */
  ManagedNodeGroups managedGroups() {
    return ManagedNodeGroups.builder()
        .region("eu-west-1")
        .cluster(CLUSTER)
        .endpoint(aws.uri())
        .credentials(credentials())
        .readsPerSecond(ENOUGH_READS)
        .build();
  }

  AutoScalingGroups ownGroups() {
    return AutoScalingGroups.builder()
        .region("eu-west-1")
        .endpoint(aws.uri())
        .credentials(credentials())
        .imageFamily(ImageFamily.AL2023)
        .readsPerSecond(ENOUGH_READS)
        .build();
  }

  /** Upgrades the managed group from start to end, in a process of its own. */
  UpgradeOutcome upgrade(Consumer<DelegatedGroupBuilder> how) {
    try (ManagedNodeGroups groups = managedGroups()) {
      return run(plan().nodeGroup(groups, GROUP, how));
    }
  }

  UpgradePlanBuilder plan() {
    return UpgradePlan.builder().clusterClient(cluster.client());
  }

  UpgradeOutcome run(UpgradePlanBuilder plan) {
    try (Upgrader upgrader = Upgrader.builder().timeline(time).leaseDuration(LONG_LEASE).build()) {
      return upgrader
          .start(plan.build())
          .outcome()
          .toCompletableFuture()
          .orTimeout(5, TimeUnit.MINUTES)
          .join();
    }
  }

  /** Returns whether anything was written to EKS, or was tried to be. */
  boolean wasWritten() {
    return aws.calls().stream().map(AwsCall::action).anyMatch(a -> a.startsWith("eks:Update"));
  }

  /** Returns the actions that were called, each once. */
  List<String> calledActions() {
    return aws.calls().stream().map(AwsCall::action).distinct().sorted().toList();
  }

  void letPass(Duration span) {
    CompletableFuture<Boolean> passed = new CompletableFuture<>();
    time.schedule(span, () -> passed.complete(true));
    passed.orTimeout(1, TimeUnit.MINUTES).join();
  }

  @Override
  public void close() {
    aws.close();
    time.close();
  }
}
