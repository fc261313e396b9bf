package io.evenkeel.simulation.internal;

import io.evenkeel.model.ConditionStatus;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Taint;
import io.evenkeel.simulation.ClusterDelay;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happens to Node objects: they become Ready, are tainted when closed, are found NotReady when
 * their machine is gone or their kubelet silent, and are deleted with their pods.
 */
final class NodeLifecycle {
  private static final Taint NOT_READY =
      new Taint("node.kubernetes.io/not-ready", "", Taint.Effect.NO_SCHEDULE);
  private static final Taint UNREACHABLE =
      new Taint("node.kubernetes.io/unreachable", "", Taint.Effect.NO_SCHEDULE);
  private final World world;
  private final PodDeletion deletion;
  private final Seeds chance;
  private final Reconciler closing;
  private final TaintEvictions taintEvictions;
  private final Map<String, Instant> lostSince = new LinkedHashMap<>();

  NodeLifecycle(World world, PodDeletion deletion) {
    this.world = world;
    this.deletion = deletion;
    this.chance = world.seeds.stream("nodes");
    this.closing =
        new Reconciler(
            world, "closing", world.settings.delay(ClusterDelay.CONTROLLER), this::showClosed);
    this.taintEvictions = new TaintEvictions(world, deletion);
    world.store.listen(this::changed);
  }

  private void changed(Change change) {
    if (change.after() instanceof Node node) {
      if (node.unschedulable() != node.taints().contains(Node.CLOSED)) {
        closing.mark(node.key());
      }
      taintEvictions.changed((Node) change.before(), node);
    } else if (change.before() instanceof Node gone) {
      String name = gone.name();
      world.after(
          chance.draw(world.settings.delay(ClusterDelay.CLEANUP), name + "/pods"),
          () -> collect(name));
    }
  }

  private void showClosed(ObjectKey key) {
    Node node = world.store.node(key.name());
    if (node != null && node.unschedulable() != node.taints().contains(Node.CLOSED)) {
      world.store.update(
          node.unschedulable()
              ? Taints.with(node, Node.CLOSED)
              : Taints.without(node, Node.CLOSED));
    }
  }

  /** Adds a node that has registered and is not Ready yet. */
  void register(Node node) {
    if (world.store.node(node.name()) == null) {
      world.store.create(conditioned(Taints.with(node, NOT_READY), ConditionStatus.FALSE));
    }
  }

  /** Adds a node that is Ready. */
  void addReady(Node node) {
    world.store.create(conditioned(node, ConditionStatus.TRUE));
  }

  void becomeReady(String name) {
    Node node = world.store.node(name);
    lostSince.remove(name);
    if (node != null && !node.ready()) {
      Node untainted = Taints.without(Taints.without(node, NOT_READY), UNREACHABLE);
      world.store.update(conditioned(untainted, ConditionStatus.TRUE));
    }
  }

  /** Shows that the kubelet of a node shuts down. */
  void stops(String name) {
    Node node = world.store.node(name);
    if (node != null && node.ready()) {
      world.store.update(conditioned(Taints.with(node, NOT_READY), ConditionStatus.FALSE));
    }
  }

  void untaint(String name, Taint taint) {
    Node node = world.store.node(name);
    if (node != null && node.taints().contains(taint)) {
      world.store.update(Taints.without(node, taint));
    }
  }

  /** Lets the node be found NotReady, its object deleted and its pods cleared away. */
  void machineGone(String name) {
    world.after(
        chance.draw(world.settings.delay(ClusterDelay.NOTICE), name),
        () -> {
          lose(name);
          world.after(
              chance.draw(world.settings.delay(ClusterDelay.CLEANUP), name), () -> delete(name));
        });
  }

  private void delete(String name) {
    world.store.remove(ObjectKey.clusterScoped(ObjectKind.NODE, name));
  }

  /** Marks the node as not heard of, and its pods as not Ready. */
  void lose(String name) {
    Node node = world.store.node(name);
    if (node == null || lostSince.containsKey(name)) {
      return;
    }
    Instant since = world.now();
    lostSince.put(name, since);
    world.store.update(conditioned(Taints.with(node, UNREACHABLE), ConditionStatus.UNKNOWN));
    for (Pod pod : List.copyOf(world.pods.onNode(name))) {
      if (pod.ready()) {
        world.store.update(pod.withStatus(pod.phase(), Optional.empty()));
      }
      PodTemplate template = world.templateOf(pod);
      if (template != null && !pod.ofDaemonSet() && !pod.mirror()) {
        world.later(template.toleratesLostNode(), () -> giveUp(name, since, pod));
      }
    }
  }

  /** Deletes a pod of a node that has not been heard of for too long; no kubelet confirms it. */
  private void giveUp(String node, Instant since, Pod lost) {
    Pod pod = world.store.pod(lost.key(), lost.uid());
    if (pod != null && since.equals(lostSince.get(node))) {
      deletion.delete(pod, pod.grace());
    }
  }

  /** Lets a node that was not heard of report again, and its pods with it. */
  void hear(String name) {
    becomeReady(name);
    for (Pod pod : List.copyOf(world.pods.onNode(name))) {
      if (pod.phase() == Pod.Phase.RUNNING && !pod.ready() && !pod.terminating() && serves(pod)) {
        world.store.update(pod.withStatus(pod.phase(), Optional.of(world.now())));
      }
    }
  }

  private boolean serves(Pod pod) {
    PodTemplate template = world.templateOf(pod);
    Node node = world.store.node(pod.nodeName().orElse(""));
    return template != null && node != null && !template.fails().test(node);
  }

  /** Clears away the pods of a node that is gone, unless it has come back. */
  private void collect(String name) {
    if (world.store.node(name) == null) {
      lostSince.remove(name);
      List.copyOf(world.pods.onNode(name)).forEach(deletion::remove);
    }
  }

  private static Node conditioned(Node node, ConditionStatus ready) {
    Map<String, ConditionStatus> conditions = new LinkedHashMap<>(node.conditions());
    conditions.put("Ready", ready);
    return node.withConditions(conditions);
  }
}
