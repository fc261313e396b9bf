package io.evenkeel.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node of the cluster.
 *
 * @param providerId the cloud's name of the machine, such as {@code aws:///eu-west-1a/i-0abc};
 *     absent until the cloud controller has set it
 * @param conditions status by condition type
 * @param csiDrivers names of the storage drivers that have registered on this node
 */
public record Node(
    Meta meta,
    Optional<String> providerId,
    boolean unschedulable,
    List<Taint> taints,
    Map<String, ConditionStatus> conditions,
    Resources allocatable,
    String kubeletVersion,
    List<String> csiDrivers)
    implements ClusterObject {

  /** The well-known label that carries a node's zone. */
  public static final String ZONE_LABEL = "topology.kubernetes.io/zone";

  /** The well-known label that carries a node's host name. */
  public static final String HOSTNAME_LABEL = "kubernetes.io/hostname";

  /** The taint that the node controller puts on a cordoned node. */
  public static final String UNSCHEDULABLE_TAINT = "node.kubernetes.io/unschedulable";

  /** The taint itself, which keeps new pods away that do not tolerate it. */
  public static final Taint CLOSED = new Taint(UNSCHEDULABLE_TAINT, "", Taint.Effect.NO_SCHEDULE);

  public Node {
    taints = List.copyOf(taints);
    conditions = Ordered.copy(conditions);
    csiDrivers = List.copyOf(csiDrivers);
  }

  /** Returns whether the kubelet reports the node as Ready. */
  public boolean ready() {
    return condition("Ready") == ConditionStatus.TRUE;
  }

  /** Returns the status of a condition, {@code UNKNOWN} where the node does not report it. */
  public ConditionStatus condition(String type) {
    return conditions.getOrDefault(type, ConditionStatus.UNKNOWN);
  }

  /** Returns the zone, empty where the node carries no zone label. */
  public String zone() {
    return meta.labels().getOrDefault(ZONE_LABEL, "");
  }

  public boolean hasTaint(String key) {
    for (Taint taint : taints) {
      if (taint.key().equals(key)) {
        return true;
      }
    }
    return false;
  }

  public boolean hasAnnotation(String key) {
    return meta.annotations().containsKey(key);
  }

  public Node withMeta(Meta newMeta) {
    return new Node(
        newMeta,
        providerId,
        unschedulable,
        taints,
        conditions,
        allocatable,
        kubeletVersion,
        csiDrivers);
  }

  public Node withTaints(List<Taint> newTaints) {
    return new Node(
        meta,
        providerId,
        unschedulable,
        newTaints,
        conditions,
        allocatable,
        kubeletVersion,
        csiDrivers);
  }

  public Node withUnschedulable(boolean closed) {
    return new Node(
        meta, providerId, closed, taints, conditions, allocatable, kubeletVersion, csiDrivers);
  }

  public Node withConditions(Map<String, ConditionStatus> newConditions) {
    return new Node(
        meta,
        providerId,
        unschedulable,
        taints,
        newConditions,
        allocatable,
        kubeletVersion,
        csiDrivers);
  }
}
