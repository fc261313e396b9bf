package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.Meta;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Owner;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which workload a pod belongs to in the end: a Deployment rather than its ReplicaSet. */
record Owners(Map<ObjectKey, Workload> workloads) {

  static Owners of(List<Workload> workloads) {
    Map<ObjectKey, Workload> byKey = new TreeMap<>();
    workloads.forEach(workload -> byKey.put(workload.key(), workload));
    return new Owners(byKey);
  }

  Optional<Workload> workloadOf(Pod pod) {
    return controller(pod.meta()).map(this::top);
  }

  /** Returns how people call what runs the pod; the pod itself where nothing does. */
  String nameOf(Pod pod) {
    return workloadOf(pod)
        .map(workload -> workload.key().toString())
        .or(() -> pod.meta().controller().map(owner -> named(pod, owner)))
        .orElse(pod.key().toString());
  }

  private static String named(Pod pod, Owner owner) {
    return owner.apiKind() + " " + pod.namespace() + "/" + owner.name();
  }

  private Workload top(Workload workload) {
    return controller(workload.meta()).orElse(workload);
  }

  private Optional<Workload> controller(Meta meta) {
    return meta.controller()
        .map(owner -> new ObjectKey(owner.kind(), meta.key().namespace(), owner.name()))
        .map(workloads::get);
  }
}
