package io.evenkeel.engine;

import io.evenkeel.Phase;
import io.evenkeel.Quantity;
import io.evenkeel.SelfDrivenGroupBuilder;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradePlanBuilder;
import io.evenkeel.UpgradeRun;
import io.evenkeel.simulation.Oracle;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The shop on six nodes and two smaller groups beside it, under the eyes of an oracle. */
final class WaveScene extends Watched {
  static final String LEFT = "left";
  static final String RIGHT = "right";

  final World world = World.shop();
  final Oracle oracle;

  WaveScene() {
    for (String name : List.of(LEFT, RIGHT)) {
      world.cloud.group(name, group -> group.size(3).max(3).template("lt-" + name, World.OLD));
    }
    world.cluster.settle();
    world.time.advance(Duration.ofHours(1));
    oracle = Oracle.watching(world.cluster, world.cloud);
    for (String name : List.of(World.GROUP, LEFT, RIGHT)) {
      oracle.limits(name, 0, 1);
    }
  }

  /** A node of surge, and nothing else that matters here. */
  static void usual(SelfDrivenGroupBuilder group) {
    group.maxSurge(Quantity.nodes(1));
  }

  UpgradePlan plan(Consumer<UpgradePlanBuilder> rest) {
    UpgradePlanBuilder plan =
        UpgradePlan.builder().clusterClient(oracle.client()).cloudProvider(oracle.provider());
    rest.accept(plan);
    return plan.build();
  }

  UpgradeRun start(String holder, Consumer<UpgradePlanBuilder> rest) {
    return upgrader(holder).start(plan(rest), recorder());
  }

  UpgradeRun start(Consumer<UpgradePlanBuilder> rest) {
    return start("first", rest);
  }

  Upgrader upgrader(String holder) {
    return Upgrader.builder().timeline(world.time).holder(holder).build();
  }

  <E extends UpgradeEvent> List<E> told(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Returns when the group first showed that stage of its work. */
  Instant reached(String group, Phase phase) {
    return told(UpgradeEvent.PhaseStarted.class).stream()
        .filter(e -> e.group().equals(group) && e.phase() == phase)
        .map(UpgradeEvent::at)
        .findFirst()
        .orElseThrow(() -> new AssertionError(group + " never came to " + phase));
  }

  boolean anyWrite() {
    return events.stream()
        .anyMatch(e -> e instanceof UpgradeEvent.Decided d && !d.step().startsWith("write down"));
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
