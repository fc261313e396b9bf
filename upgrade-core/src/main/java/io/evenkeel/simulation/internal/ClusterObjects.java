package io.evenkeel.simulation.internal;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Meta;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodShare;
import io.evenkeel.model.Service;
import io.evenkeel.model.Workload;
import io.evenkeel.simulation.Truth;
import java.util.List;
import java.util.Optional;

/** Makes, changes and removes objects as people do. */
public final class ClusterObjects {
  private final World world;
  private final PodDeletion deletion;
  private final StatefulSets statefulSets;
  private final Deployments deployments;

  ClusterObjects(
      World world, PodDeletion deletion, StatefulSets statefulSets, Deployments deployments) {
    this.world = world;
    this.deletion = deletion;
    this.statefulSets = statefulSets;
    this.deployments = deployments;
  }

  /** Returns metadata with a new uid for an object that is created now. */
  public Meta newMeta(ObjectKey key) {
    return world.newMeta(key);
  }

  /** Adds a workload; a Deployment with its ReplicaSet. */
  public Workload addWorkload(
      ObjectKey key, int replicas, PodTemplate template, Optional<PodShare> maxUnavailable) {
    Workload workload =
        new Workload(
            world.newMeta(key).withLabels(template.labels()),
            LabelSelector.of("app", key.name()),
            replicas,
            0,
            maxUnavailable);
    world.remember(workload.uid(), template);
    Workload created = world.store.create(workload);
    if (key.kind() == ObjectKind.DEPLOYMENT) {
      deployments.begin(created, template);
    }
    return created;
  }

  /** Says how many pods more than wanted a rollout of the Deployment may make. */
  public void surge(Workload deployment, PodShare share) {
    deployments.surge(deployment, share);
  }

  public void giveDisks(Workload statefulSet) {
    statefulSets.giveDisks(statefulSet);
  }

  public void addDaemonSet(ObjectKey key, PodTemplate template) {
    addWorkload(
        key, 0, template.placed(DaemonSets.placement(template.placement())), Optional.empty());
  }

  /** Adds a pod without a controller, bound already where a node is given. */
  public void addPod(ObjectKey key, PodTemplate template, Optional<String> node) {
    Pod pod = template.pod(world.newMeta(key), template.placement());
    world.remember(pod.uid(), template);
    world.store.create(node.map(pod::withNode).orElse(pod));
  }

  public void addBudget(
      ObjectKey key, LabelSelector selector, Budget.Limit limit, Budget.UnhealthyPods unhealthy) {
    world.store.create(
        new Budget(world.newMeta(key), selector, limit, unhealthy, Budget.Status.NONE));
  }

  public void addService(
      ObjectKey key, LabelSelector selector, boolean loadBalanced, boolean localTraffic) {
    world.store.create(new Service(world.newMeta(key), selector, loadBalanced, localTraffic));
  }

  public void scale(Workload workload, int replicas) {
    world.store.update(
        workload
            .withMeta(workload.meta().withGeneration(workload.meta().generation() + 1))
            .withReplicas(replicas, workload.readyReplicas()));
  }

  /** Lets all pods of a Deployment or StatefulSet be replaced by its own rollout. */
  public void roll(Workload workload, int partition) {
    PodTemplate template = world.template(workload.uid());
    if (template == null) {
      return;
    }
    if (workload.kind() == ObjectKind.DEPLOYMENT) {
      deployments.roll(workload, template);
    } else {
      statefulSets.roll(workload, partition);
    }
  }

  public void deletePod(Pod pod) {
    world.tell(new Truth.Deleted(world.now(), pod));
    deletion.delete(pod, pod.grace());
  }

  /** Replaces the node, budget or pod as a person would with an editor. */
  public void edit(ClusterObject object) {
    world.store.update(object);
  }

  public void remove(ObjectKey key) {
    world.store.remove(key);
  }

  /** Begins to delete everything in the namespace; nothing new is let in from then on. */
  public void terminateNamespace(String namespace) {
    world.terminating.add(namespace);
    for (ObjectKind kind : ObjectKind.values()) {
      for (ClusterObject object : List.copyOf(world.store.<ClusterObject>all(kind))) {
        if (object.key().namespace().equals(namespace)) {
          delete(object);
        }
      }
    }
  }

  private void delete(ClusterObject object) {
    if (object instanceof Pod pod) {
      deletion.delete(pod, pod.grace());
    } else {
      world.store.remove(object.key());
    }
  }
}
