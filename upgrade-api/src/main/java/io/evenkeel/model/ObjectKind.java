package io.evenkeel.model;

/** The kinds of cluster objects that the library reads. */
public enum ObjectKind {
  NODE("Node"),
  POD("Pod"),
  BUDGET("PodDisruptionBudget"),
  DEPLOYMENT("Deployment"),
  REPLICA_SET("ReplicaSet"),
  STATEFUL_SET("StatefulSet"),
  DAEMON_SET("DaemonSet"),
  JOB("Job"),
  SERVICE("Service"),
  VOLUME_ATTACHMENT("VolumeAttachment"),
  /** A controller of a kind that the library does not know, such as an operator's own resource. */
  OTHER("Other");

  private final String label;

  ObjectKind(String label) {
    this.label = label;
  }

  /** Returns the kind of the given Kubernetes name, {@link #OTHER} for an unknown one. */
  public static ObjectKind named(String kubernetesKind) {
    for (ObjectKind kind : values()) {
      if (kind.label.equals(kubernetesKind)) {
        return kind;
      }
    }
    return OTHER;
  }

  @Override
  public String toString() {
    return label;
  }
}
