package io.evenkeel;

/** Where a node of a group is in its life, as the run sees it. */
public enum NodeStage {
  /** Selected, and still to be replaced. */
  OUTDATED,
  /** Being cordoned. */
  CLOSING,
  /** Cordoned; its pods are being moved. */
  DRAINING,
  /** Something named keeps a pod from leaving. */
  BLOCKED,
  /** Given up on; left closed. */
  QUARANTINED,
  /** No evictable pod is left. */
  EMPTY,
  /** Kept for a while so that load balancers let go. */
  SOAKING,
  /** Volumes are being detached, and target groups let go. */
  DETACHING,
  /** Asked to terminate. */
  TERMINATING,
  /** No longer there. */
  GONE,
  /** A replacement that the cloud is launching. */
  LAUNCHED,
  /** A replacement that has joined the cluster. */
  REGISTERED,
  /** A replacement whose kubelet reports Ready. */
  READY,
  /** A replacement that is as good as the nodes that it replaces. */
  USABLE,
  /** A replacement that did not become usable in time. */
  FAILED,
  /** Not selected by the plan; left alone. */
  UNSELECTED
}
