package io.evenkeel.engine;

import io.evenkeel.Quantity;
import io.evenkeel.SelfDrivenGroupBuilder;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.model.Node;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.Oracle;
import io.evenkeel.simulation.VirtualTimeline;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.LeaseRecord;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The shop, a plan for it with one node of surge, and an oracle that looks on. */
final class Scene extends Watched {
  final World world;
  final Oracle oracle;
  private final int unavailable;
  private final int surge;

  private Scene(World world, int unavailable, int surge) {
    this.world = world;
    this.unavailable = unavailable;
    this.surge = surge;
    this.oracle =
        Oracle.watching(world.cluster, world.cloud).limits(World.GROUP, unavailable, surge);
  }

  static Scene surging(int nodes) {
    return surging(World.shop(), nodes);
  }

  static Scene surging(World world, int nodes) {
    return new Scene(world, 0, nodes);
  }

  static Scene inPlace(int unavailable) {
    return inPlace(World.shop(), unavailable);
  }

  static Scene inPlace(World world, int unavailable) {
    return new Scene(world, unavailable, 0);
  }

  /** So many nodes with little on them. */
  static Scene small(int nodes, int unavailable, int surge) {
    return new Scene(World.small(nodes), unavailable, surge);
  }

  static Scene of(World world, int unavailable, int surge) {
    return new Scene(world, unavailable, surge);
  }

  UpgradePlan plan(Consumer<SelfDrivenGroupBuilder> change) {
    return plan(oracle.client(), oracle.provider(), change);
  }

  /** The plan by those plug-ins, which should come to the oracle in the end. */
  UpgradePlan plan(
      ClusterClient client, InstanceProvider provider, Consumer<SelfDrivenGroupBuilder> change) {
    return UpgradePlan.builder()
        .clusterClient(client)
        .cloudProvider(provider)
        .nodeGroup(
            World.GROUP,
            group -> {
              group.maxUnavailable(Quantity.nodes(unavailable)).maxSurge(Quantity.nodes(surge));
              change.accept(group);
            })
        .build();
  }

  static Upgrader upgrader(World world, String holder) {
    return Upgrader.builder().timeline(world.time).holder(holder).build();
  }

  UpgradeRun start() {
    return start(group -> {});
  }

  UpgradeRun start(Consumer<SelfDrivenGroupBuilder> change) {
    return upgrader(world, "first").start(plan(change), recorder());
  }

  CloudGroup group() {
    return world.cloud.group(World.GROUP).state();
  }

  Answer<LeaseRecord> lease() {
    var read = world.cluster.client().readLease("evenkeel-upgrade").toCompletableFuture();
    world.time.runUntil(read::isDone, Duration.ofMinutes(1));
    return read.join();
  }

  List<Node> closedNodes() {
    return world.cluster.nodes().stream().filter(Node::unschedulable).toList();
  }

  @Override
  protected VirtualTimeline clock() {
    return world.time;
  }

  @Override
  protected Oracle judge() {
    return oracle;
  }
}
