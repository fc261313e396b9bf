package io.evenkeel.model;

import java.util.Optional;

/**
 * A controller of pods: Deployment, ReplicaSet, StatefulSet, DaemonSet or Job.
 *
 * @param replicas how many pods it wants; for a DaemonSet the number of nodes it wants to run on
 * @param maxUnavailable how many pods its own rollout may take down at once, where it says so
 * @param replicasSetBy who else decides how many replicas it has, such as an autoscaler or a GitOps
 *     controller, as far as the cluster tells
 */
public record Workload(
    Meta meta,
    LabelSelector selector,
    int replicas,
    int readyReplicas,
    Optional<PodShare> maxUnavailable,
    Optional<String> replicasSetBy)
    implements ClusterObject {

  /** Returns a workload of which nobody else is known to set the replicas. */
  public Workload(
      Meta meta,
      LabelSelector selector,
      int replicas,
      int readyReplicas,
      Optional<PodShare> maxUnavailable) {
    this(meta, selector, replicas, readyReplicas, maxUnavailable, Optional.empty());
  }

  public ObjectKind kind() {
    return meta.key().kind();
  }

  public Workload withMeta(Meta newMeta) {
    return new Workload(newMeta, selector, replicas, readyReplicas, maxUnavailable, replicasSetBy);
  }

  public Workload withReplicas(int wanted, int ready) {
    return new Workload(meta, selector, wanted, ready, maxUnavailable, replicasSetBy);
  }

  /** Returns this workload with somebody else deciding how many replicas it has. */
  public Workload withReplicasSetBy(String whom) {
    return new Workload(meta, selector, replicas, readyReplicas, maxUnavailable, Optional.of(whom));
  }
}
