package io.evenkeel.engine.internal.state;

import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Owner;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pods of each workload: those that it controls itself, and those of what it controls. */
final class PodsByRoot {
  private final Map<ObjectKey, Map<String, Pod>> byController = new LinkedHashMap<>();
  private final Map<ObjectKey, ObjectKey> above = new LinkedHashMap<>();
  private final Map<ObjectKey, LinkedHashSet<ObjectKey>> below = new LinkedHashMap<>();

  void put(Pod pod) {
    controller(pod)
        .ifPresent(
            key ->
                byController
                    .computeIfAbsent(key, none -> new LinkedHashMap<>())
                    .put(pod.uid(), pod));
  }

  void remove(Pod pod) {
    controller(pod)
        .ifPresent(
            key ->
                byController.computeIfPresent(
                    key,
                    (k, pods) -> {
                      pods.remove(pod.uid());
                      return pods.isEmpty() ? null : pods;
                    }));
  }

  void put(Workload workload) {
    workload
        .meta()
        .controller()
        .filter(owner -> owner.kind() != ObjectKind.OTHER)
        .map(owner -> key(workload.key().namespace(), owner))
        .ifPresent(
            root -> {
              above.put(workload.key(), root);
              below.computeIfAbsent(root, none -> new LinkedHashSet<>()).add(workload.key());
            });
  }

  void remove(Workload workload) {
    ObjectKey root = above.remove(workload.key());
    if (root != null) {
      below.getOrDefault(root, new LinkedHashSet<>()).remove(workload.key());
    }
  }

  /**
   * Returns the key of what keeps the pod running: a Deployment rather than its ReplicaSet; empty
   * for a pod without a controller.
   */
  Optional<ObjectKey> rootOf(Pod pod) {
    return controller(pod).map(key -> above.getOrDefault(key, key));
  }

  /** Returns the pods that this keeps running, those of its ReplicaSets included. */
  List<Pod> of(ObjectKey root) {
    List<Pod> pods = new ArrayList<>();
    if (!above.containsKey(root)) {
      pods.addAll(byController.getOrDefault(root, Map.of()).values());
    }
    for (ObjectKey controlled : below.getOrDefault(root, new LinkedHashSet<>())) {
      pods.addAll(byController.getOrDefault(controlled, Map.of()).values());
    }
    return pods;
  }

  private static Optional<ObjectKey> controller(Pod pod) {
    return pod.meta().controller().map(owner -> key(pod.namespace(), owner));
  }

  private static ObjectKey key(String namespace, Owner owner) {
    return new ObjectKey(owner.kind(), namespace, owner.name());
  }
}
