package io.evenkeel.simulation.internal;

import io.evenkeel.model.Pod;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Deletes pods as the API server does: gracefully where a kubelet has them, else at once. */
final class PodDeletion {
  private final World world;
  private final Map<String, Duration> graces = new LinkedHashMap<>();

  PodDeletion(World world) {
    this.world = world;
  }

  /** Asks that the pod stop within the grace; asking again changes nothing. */
  void delete(Pod pod, Duration grace) {
    if (pod.terminating()) {
      return;
    }
    if (pod.nodeName().isEmpty() || pod.finished()) {
      remove(pod);
      return;
    }
    graces.put(pod.uid(), grace);
    world.store.update(pod.withMeta(pod.meta().withDeletedAt(world.now())));
  }

  /** Returns how long the terminating pod may take. */
  Duration graceOf(Pod pod) {
    return graces.getOrDefault(pod.uid(), pod.grace());
  }

  /** Removes the object, unless a finalizer holds it. */
  void remove(Pod pod) {
    if (pod.meta().finalizers().isEmpty()) {
      graces.remove(pod.uid());
      world.store.remove(pod.key());
    } else if (!pod.terminating()) {
      world.store.update(pod.withMeta(pod.meta().withDeletedAt(world.now())));
    }
  }
}
