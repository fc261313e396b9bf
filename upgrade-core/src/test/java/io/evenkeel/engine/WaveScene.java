package io.evenkeel.engine;

import io.evenkeel.Phase;
import io.evenkeel.Quantity;
import io.evenkeel.SelfDrivenGroupBuilder;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradePlanBuilder;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.internal.Trial;
import io.evenkeel.simulation.Oracle;
import io.evenkeel.simulation.OracleViolation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The shop on six nodes and two smaller groups beside it, under the eyes of an oracle. */
final class WaveScene {
  static final String LEFT = "left";
  static final String RIGHT = "right";

  final World world = World.shop();
  final Oracle oracle;
  final List<UpgradeEvent> events = new ArrayList<>();

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

  void until(Predicate<UpgradeEvent> event) {
    if (!world.time.runUntil(() -> events.stream().anyMatch(event), Duration.ofHours(6))) {
      throw new AssertionError("it was never told; told was " + events);
    }
  }

  void passes(Duration duration) {
    world.time.advance(duration);
  }

  List<OracleViolation> violations() {
    return oracle.violations();
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
}
