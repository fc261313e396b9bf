package io.evenkeel.simulation.internal;

import io.evenkeel.model.ConditionStatus;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Taint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happens to Node objects: they become Ready, are tainted when closed, are found NotReady when
 * their machine is gone, and are then deleted with their pods.
 */
final class NodeLifecycle {
  private static final Taint NOT_READY =
      new Taint("node.kubernetes.io/not-ready", "", Taint.Effect.NO_SCHEDULE);
  private static final Taint UNREACHABLE =
      new Taint("node.kubernetes.io/unreachable", "", Taint.Effect.NO_SCHEDULE);
  private static final Taint CLOSED =
      new Taint(Node.UNSCHEDULABLE_TAINT, "", Taint.Effect.NO_SCHEDULE);

  /** How long pods tolerate a node that is not heard of. */
  private static final Duration TOLERATED = Duration.ofMinutes(5);

  private final World world;
  private final PodDeletion deletion;
  private final Seeds chance;
  private final Reconciler<ObjectKey> closing;

  NodeLifecycle(World world, PodDeletion deletion) {
    this.world = world;
    this.deletion = deletion;
    this.chance = world.seeds.stream("nodes");
    this.closing =
        new Reconciler<>(world, "closing", world.settings.controller(), this::showClosed);
    world.store.listen(this::changed);
  }

  private void changed(Change change) {
    if (change.after() instanceof Node node
        && node.unschedulable() != node.taints().contains(CLOSED)) {
      closing.mark(node.key());
    }
  }

  private void showClosed(ObjectKey key) {
    Node node = world.store.node(key.name());
    if (node != null && node.unschedulable() != node.taints().contains(CLOSED)) {
      world.store.update(node.unschedulable() ? with(node, CLOSED) : without(node, CLOSED));
    }
  }

  /** Adds a node that has registered and is not Ready yet. */
  void register(Node node) {
    world.store.create(conditioned(with(node, NOT_READY), ConditionStatus.FALSE));
  }

  /** Adds a node that is Ready. */
  void addReady(Node node) {
    world.store.create(conditioned(node, ConditionStatus.TRUE));
  }

  void becomeReady(String name) {
    Node node = world.store.node(name);
    if (node != null && !node.ready()) {
      world.store.update(
          conditioned(without(without(node, NOT_READY), UNREACHABLE), ConditionStatus.TRUE));
    }
  }

  /** Lets the node be found NotReady, its object deleted and its pods cleared away. */
  void machineGone(String name) {
    world.after(chance.draw(world.settings.notice(), name), () -> lose(name, true));
  }

  /** Marks the node as not heard of, and its pods as not Ready. */
  void lose(String name, boolean machineGone) {
    Node node = world.store.node(name);
    if (node == null) {
      return;
    }
    world.store.update(conditioned(with(node, UNREACHABLE), ConditionStatus.UNKNOWN));
    for (Pod pod : List.copyOf(world.pods.onNode(name))) {
      if (pod.ready()) {
        world.store.update(pod.withStatus(pod.phase(), Optional.empty()));
      }
    }
    world.later(TOLERATED, () -> giveUp(name));
    if (machineGone) {
      world.after(chance.draw(world.settings.cleanup(), name), () -> delete(name));
    }
  }

  /** Deletes the pods of a node that has not been heard of; no kubelet confirms it. */
  private void giveUp(String name) {
    Node node = world.store.node(name);
    if (node != null && !node.ready()) {
      for (Pod pod : List.copyOf(world.pods.onNode(name))) {
        if (!pod.ofDaemonSet()) {
          deletion.delete(pod, pod.grace());
        }
      }
    }
  }

  /** Lets a silent node report again, and its pods with it. */
  void hear(String name) {
    becomeReady(name);
    for (Pod pod : List.copyOf(world.pods.onNode(name))) {
      if (pod.phase() == Pod.Phase.RUNNING && !pod.ready() && !pod.terminating()) {
        world.store.update(pod.withStatus(pod.phase(), Optional.of(world.now())));
      }
    }
  }

  private void delete(String name) {
    world.store.remove(ObjectKey.clusterScoped(ObjectKind.NODE, name));
    world.after(chance.draw(world.settings.cleanup(), name + "/pods"), () -> clear(name));
  }

  private void clear(String name) {
    if (world.store.node(name) == null) {
      List.copyOf(world.pods.onNode(name)).forEach(deletion::remove);
    }
  }

  private static Node conditioned(Node node, ConditionStatus ready) {
    Map<String, ConditionStatus> conditions = new LinkedHashMap<>(node.conditions());
    conditions.put("Ready", ready);
    return node.withConditions(conditions);
  }

  private static Node with(Node node, Taint taint) {
    List<Taint> taints = new ArrayList<>(node.taints());
    taints.removeIf(taint::sameSlot);
    taints.add(taint);
    return node.withTaints(taints);
  }

  private static Node without(Node node, Taint taint) {
    return node.withTaints(node.taints().stream().filter(t -> !taint.sameSlot(t)).toList());
  }
}
