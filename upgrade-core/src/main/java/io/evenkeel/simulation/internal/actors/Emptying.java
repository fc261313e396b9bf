package io.evenkeel.simulation.internal.actors;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Taint;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.NodePatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes one node at a time away that is needed little, and shrinks the group by it. */
abstract class Emptying extends Rounds {
  private final SimulatedCloud cloud;
  private final String group;
  private final Duration unneededFor;
  private final Taint taint;
  private final Map<String, Instant> unneededSince = new TreeMap<>();
  private Optional<String> leaving = Optional.empty();

  Emptying(
      SimulatedCloud cloud, String group, Duration interval, Duration unneededFor, Taint taint) {
    super(interval);
    this.cloud = cloud;
    this.group = group;
    this.unneededFor = unneededFor;
    this.taint = taint;
  }

  abstract boolean spared(Node node);

  abstract boolean needed(Node node, Scene scene);

  SimulatedGroup group() {
    return cloud.group(group);
  }

  @Override
  void look(Scene scene) {
    if (!Scene.exists(cloud, group)) {
      return;
    }
    if (leaving.isPresent()) {
      goOn(scene, leaving.get());
    } else {
      choose(scene);
    }
  }

  private void choose(Scene scene) {
    List<Node> candidates =
        scene.cluster().nodes().stream()
            .filter(node -> Scene.instance(group(), node).isPresent())
            .filter(node -> node.ready() && !spared(node) && !needed(node, scene))
            .toList();
    unneededSince.keySet().retainAll(candidates.stream().map(Node::name).toList());
    candidates.forEach(node -> unneededSince.putIfAbsent(node.name(), scene.now()));
    boolean mayShrink = group().state().desired() > Math.max(1, group().state().min());
    candidates.stream()
        .map(Node::name)
        .filter(
            n -> !unneededSince.getOrDefault(n, scene.now()).plus(unneededFor).isAfter(scene.now()))
        .findFirst()
        .filter(node -> mayShrink)
        .ifPresent(node -> begin(scene, node));
  }

  private void begin(Scene scene, String node) {
    scene.patch(node, NodePatch.nothing().addTaint(taint));
    leaving = Optional.of(node);
    acted();
    scene.evictFrom(node);
  }

  private void goOn(Scene scene, String name) {
    Optional<Node> node = scene.node(name);
    if (node.isEmpty() || spared(node.get())) {
      giveUp(scene);
    } else if (scene.movable(name).isEmpty()) {
      Optional<CloudInstance> instance = Scene.instance(group(), node.get());
      boolean gone =
          instance.isPresent()
              && Scene.tried(
                  () -> group().terminate(instance.get().id(), AfterTermination.GIVE_BACK));
      if (!gone) {
        giveUp(scene);
      }
      leaving = Optional.empty();
    } else {
      scene.evictFrom(name);
    }
  }

  private void giveUp(Scene scene) {
    leaving.ifPresent(node -> scene.patch(node, NodePatch.nothing().removeTaint(taint)));
    leaving = Optional.empty();
    unneededSince.clear();
  }

  @Override
  void end(Scene scene) {
    giveUp(scene);
  }

  /** Returns how much of the node's processor time its movable pods ask for, from 0 to 1. */
  static double use(Node node, Scene scene) {
    long asked =
        scene.movable(node.name()).stream().map(Pod::requests).mapToLong(r -> r.cpuMillis()).sum();
    return (double) asked / Math.max(1, node.allocatable().cpuMillis());
  }
}
