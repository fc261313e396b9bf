package io.evenkeel;

import io.evenkeel.model.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that keeps a node from becoming empty, or from being drained at all.
 *
 * @param cause its kind, a stable name for programs
 * @param subject what it keeps: a pod, or the node itself
 * @param by the objects that stand in the way, such as the budget and the pod that it waits for;
 *     empty where it is no object of the cluster
 * @param since since when, where that is known
 * @param until when it ends by itself, where that is known
 * @param what what stands in the way, where, and why, as a sentence for people
 * @param remedy what to do about it
 */
public record Obstacle(
    Cause cause,
    ObjectKey subject,
    List<ObjectKey> by,
    Optional<Instant> since,
    Optional<Instant> until,
    String what,
    String remedy) {

  public Obstacle {
    by = List.copyOf(by);
  }

  /** The kinds of obstacles; more may be added. */
  public enum Cause {
    /** The budget allows no eviction even while all its pods are healthy. */
    BUDGET_NEVER_ALLOWS,
    /** The budget waits for a pod that is not Ready, or does not stop. */
    BUDGET_WAITS_FOR_POD,
    /** The budget waits for pods that its workload has not made. */
    BUDGET_LACKS_PODS,
    /** The disruption controller has not brought the status of the budget up to date. */
    BUDGET_NOT_OBSERVED,
    /** Several budgets cover the pod, which the API server never evicts. */
    SEVERAL_BUDGETS,
    /** The pod has stopped, and a finalizer keeps it. */
    FINALIZER,
    /** An admission webhook or policy rejects the eviction, or does not answer. */
    ADMISSION,
    /** The API server does not evict the pod for another reason, or cannot be asked. */
    REFUSED,
    /** No node takes the pod. */
    NO_ROOM,
    /** The limits of the plan leave no node to spare. */
    NO_NODE_TO_SPARE,
    /** The pod is annotated so that nobody moves it. */
    DO_NOT_DISRUPT,
    /** The pod tolerates the closing of its node, and has come back to it. */
    RETURNS_TO_NODE,
    /** The kubelet does not report, so that pods there neither stop nor start. */
    NODE_NOT_READY,
    /** The pod was asked to stop and may still take its time. */
    STOPS_SLOWLY,
    /** The pod was asked to stop, and its time is over. */
    DOES_NOT_STOP,
    /** A volume is still attached to the node, although no pod there uses it any more. */
    VOLUME_ATTACHED,
    /** The budgets of the node pool let the provisioner take no node now. */
    POOL_BUDGET_CLOSED,
    /** The budgets of the node pool never let the provisioner take a node. */
    POOL_BUDGET_NEVER_OPENS,
    /** The limits of the node pool let the provisioner launch no node. */
    POOL_LIMIT,
    /** A new node of the pool cannot be launched, or never registers. */
    NODE_DOES_NOT_COME,
    /** The provisioner says that it cannot replace the node, for another reason. */
    PROVISIONER_WAITS,
    /** A target group of a load balancer has not let go of the node yet. */
    TARGET_GROUP,
    /** The drain policy holds the pod, or leaves what would be lost. */
    POLICY_HOLDS,
    /** The drain policy throws, answers nothing, or does not answer. */
    POLICY_FAILS
  }

  @Override
  public String toString() {
    return what + " -> " + remedy;
  }
}
