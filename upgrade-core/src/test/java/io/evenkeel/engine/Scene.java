package io.evenkeel.engine;

import io.evenkeel.Quantity;
import io.evenkeel.SelfDrivenGroupBuilder;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.internal.Trial;
import io.evenkeel.model.Node;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.Oracle;
import io.evenkeel.simulation.OracleViolation;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.LeaseRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The shop, a plan for it with one node of surge, and an oracle that looks on. */
final class Scene {
  final World world;
  final Oracle oracle;
  final List<UpgradeEvent> events = new ArrayList<>();
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
    return new Scene(World.shop(), unavailable, 0);
  }

  /** So many nodes with little on them. */
  static Scene small(int nodes, int unavailable, int surge) {
    return new Scene(World.small(nodes), unavailable, surge);
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

  UpgradeListener recorder() {
    return new UpgradeListener() {
      @Override
      public void onEvent(UpgradeEvent event) {
        events.add(event);
      }
    };
  }

  UpgradeOutcome end(UpgradeRun run) {
    UpgradeOutcome outcome = Trial.finish(world.time, run, 1);
    oracle.ended(outcome);
    return outcome;
  }

  /** Lets time pass until such an event has been told. */
  void until(Predicate<UpgradeEvent> event) {
    if (!world.time.runUntil(() -> events.stream().anyMatch(event), Duration.ofHours(6))) {
      throw new AssertionError("it was never told; told was " + events);
    }
  }

  void passes(Duration duration) {
    world.time.advance(duration);
  }

  static Predicate<UpgradeEvent> decides(String step) {
    return event ->
        event instanceof UpgradeEvent.Decided decided && decided.step().startsWith(step);
  }

  long count(Predicate<UpgradeEvent> event) {
    return events.stream().filter(event).count();
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

  List<OracleViolation> violations() {
    return oracle.violations();
  }
}
