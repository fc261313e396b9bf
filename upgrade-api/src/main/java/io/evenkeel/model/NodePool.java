package io.evenkeel.model;

import io.evenkeel.Obstacle;
import java.util.List;
import java.util.Optional;

/**
 * What a node pool holds: its nodes as the provisioner knows them, and what is asked of it.
 *
 * @param versions who says which version of Kubernetes its nodes run
 * @param size who says how many nodes it has
 * @param claims its nodes, oldest first
 * @param requests the nodes that we have asked for and not taken back
 * @param waits what keeps the provisioner from replacing any node of the pool, each with a remedy
 */
public record NodePool(
    Kind kind,
    Versions versions,
    Size size,
    List<NodeClaim> claims,
    List<NodeRequest> requests,
    List<Obstacle> waits) {
  public NodePool {
    claims = List.copyOf(claims);
    requests = List.copyOf(requests);
    waits = List.copyOf(waits);
  }

  /** Whose a pool is. */
  public enum Kind {
    /** The user's, who may change it. */
    CUSTOM,
    /** The cloud's, such as {@code general-purpose} of EKS Auto Mode; it cannot be changed. */
    BUILT_IN
  }

  /** Who says how many nodes a pool has. */
  public enum Size {
    /** The pods that there are: nodes that they do not need may go. */
    BY_PODS,
    /** Whoever wrote the pool: one that goes comes back. */
    FIXED
  }

  /** Who says which version of Kubernetes the nodes of a pool run. */
  public enum Versions {
    /** The images that the pool's class names. */
    OF_ITS_CLASS,
    /**
     * The cloud, which keeps them at the version of the control plane, as EKS Auto Mode does; on
     * the way back it moves them before the control plane.
     */
    OF_THE_CONTROL_PLANE
  }

  /** Returns how many of its nodes are so far. */
  public int count(NodeClaim.State state) {
    return (int) claims.stream().filter(claim -> claim.state() == state).count();
  }

  /** Returns the claim whose node has that name. */
  public Optional<NodeClaim> ofNode(String node) {
    return claims.stream().filter(claim -> claim.node().equals(Optional.of(node))).findFirst();
  }
}
