package io.evenkeel.simulation.internal;

import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Owner;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import io.evenkeel.simulation.ClusterDelay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The controllers of ReplicaSets and Jobs: as many active pods as wanted. A pod that has been asked
 * to stop is replaced at once; what a pod of a Job has done stays done, also once the pod is gone.
 */
final class ReplicaSets {
  private static final Comparator<Pod> FIRST_TO_GO =
      Comparator.comparing((Pod pod) -> pod.nodeName().isPresent())
          .thenComparing(Pod::ready)
          .thenComparing((Pod pod) -> pod.meta().createdAt(), Comparator.reverseOrder())
          .thenComparing(Pod::key);

  private final World world;
  private final PodDeletion deletion;
  private final Reconciler sets;

  /** The pods of each Job that are done, all by uid. */
  private final Map<String, Set<String>> done = new LinkedHashMap<>();

  ReplicaSets(World world, PodDeletion deletion) {
    this.world = world;
    this.deletion = deletion;
    sets =
        new Reconciler(
            world, "replica-sets", world.settings.delay(ClusterDelay.CONTROLLER), this::sync);
    world.store.listen(this::changed);
  }

  private void changed(Change change) {
    if (change.object() instanceof Pod pod && matters(change)) {
      pod.meta().controller().ifPresent(owner -> learn(pod, owner));
      pod.meta().controller().filter(ReplicaSets::ours).ifPresent(owner -> mark(pod, owner));
    } else if (change.after() instanceof Workload set
        && (set.kind() == ObjectKind.REPLICA_SET || set.kind() == ObjectKind.JOB)
        && (!(change.before() instanceof Workload before) || before.replicas() != set.replicas())) {
      sets.mark(set.key());
    }
  }

  private void learn(Pod pod, Owner owner) {
    if (owner.kind() == ObjectKind.JOB && pod.finished()) {
      done(owner.uid()).add(pod.uid());
    }
  }

  private Set<String> done(String job) {
    return done.computeIfAbsent(job, none -> new LinkedHashSet<>());
  }

  private static boolean matters(Change change) {
    return !(change.before() instanceof Pod before)
        || !(change.after() instanceof Pod after)
        || before.ready() != after.ready()
        || before.terminating() != after.terminating()
        || before.finished() != after.finished();
  }

  private static boolean ours(Owner owner) {
    return owner.kind() == ObjectKind.REPLICA_SET || owner.kind() == ObjectKind.JOB;
  }

  private void mark(Pod pod, Owner owner) {
    sets.mark(new ObjectKey(owner.kind(), pod.namespace(), owner.name()));
  }

  private void sync(ObjectKey key) {
    Workload set = world.store.workload(key);
    if (set == null) {
      return;
    }
    List<Pod> active = new ArrayList<>();
    int ready = 0;
    for (Pod pod : world.pods.ofController(set.uid())) {
      if (isActive(pod)) {
        active.add(pod);
      }
      ready += pod.ready() && isActive(pod) ? 1 : 0;
    }
    int wanted = set.kind() == ObjectKind.JOB ? left(set) : set.replicas();
    fill(set, wanted - active.size());
    shed(active, active.size() - wanted);
    if (ready != set.readyReplicas()) {
      world.store.update(set.withReplicas(set.replicas(), ready));
    }
  }

  private int left(Workload job) {
    return Math.max(0, job.replicas() - done(job.uid()).size());
  }

  private static boolean isActive(Pod pod) {
    return !pod.terminating() && !pod.finished();
  }

  private void fill(Workload set, int missing) {
    PodTemplate template = world.template(set.uid());
    for (int i = 0; i < missing && template != null; i++) {
      ObjectKey key = Names.newPod(world, set);
      world.store.create(
          template.pod(
              world.newMeta(key).withController(Owner.of(set.kind(), set.name(), set.uid())),
              template.placement()));
    }
  }

  private void shed(List<Pod> active, int surplus) {
    if (surplus > 0) {
      active.stream()
          .sorted(FIRST_TO_GO)
          .limit(surplus)
          .forEach(pod -> deletion.delete(pod, pod.grace()));
    }
  }
}
