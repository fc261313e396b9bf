package io.evenkeel.model;

import java.util.Optional;

/**
 * A controller of pods: Deployment, ReplicaSet, StatefulSet, DaemonSet or Job.
 *
 * @param replicas how many pods it wants; for a DaemonSet the number of nodes it wants to run on
 * @param maxUnavailable how many pods its own rollout may take down at once, where it says so
 */
public record Workload(
    Meta meta,
    LabelSelector selector,
    int replicas,
    int readyReplicas,
    Optional<PodShare> maxUnavailable)
    implements ClusterObject {

  public ObjectKind kind() {
    return meta.key().kind();
  }

  public Workload withMeta(Meta newMeta) {
    return new Workload(newMeta, selector, replicas, readyReplicas, maxUnavailable);
  }

  public Workload withReplicas(int wanted, int ready) {
    return new Workload(meta, selector, wanted, ready, maxUnavailable);
  }
}
