package io.evenkeel.simulation.internal;

import io.evenkeel.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Deletes pods as the API server does: gracefully where a kubelet has them, else at once. */
final class PodDeletion {
  private final World world;
  private final Map<String, Instant> deadlines = new LinkedHashMap<>();
  private Consumer<Pod> hurried = pod -> {};

  PodDeletion(World world) {
    this.world = world;
  }

  /** Tells the kubelets of pods that have to stop earlier than they were told before. */
  void whenHurried(Consumer<Pod> kubelets) {
    hurried = kubelets;
  }

  /** Asks that the pod stop within the grace; asking again can only shorten it. */
  void delete(Pod pod, Duration grace) {
    if (pod.nodeName().isEmpty() || pod.finished() || grace.isZero()) {
      remove(pod);
    } else if (!pod.terminating()) {
      deadlines.put(pod.uid(), world.now().plus(grace));
      world.store.update(pod.withMeta(pod.meta().withDeletedAt(world.now())));
    } else if (world.now().plus(grace).isBefore(deadlineOf(pod))) {
      deadlines.put(pod.uid(), world.now().plus(grace));
      hurried.accept(pod);
    }
  }

  /** Returns when the terminating pod has to be gone. */
  Instant deadlineOf(Pod pod) {
    Instant deadline = deadlines.get(pod.uid());
    return deadline != null ? deadline : world.now().plus(pod.grace());
  }

  /** Removes the object, unless a finalizer holds it. */
  void remove(Pod pod) {
    if (pod.meta().finalizers().isEmpty()) {
      deadlines.remove(pod.uid());
      world.store.remove(pod.key());
    } else if (!pod.terminating()) {
      world.store.update(pod.withMeta(pod.meta().withDeletedAt(world.now())));
    }
  }
}
