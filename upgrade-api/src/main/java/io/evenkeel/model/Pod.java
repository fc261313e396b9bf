package io.evenkeel.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A pod.
 *
 * @param nodeName the node that it is bound to; absent while it is not scheduled
 * @param grace how long it may take to stop
 * @param readySince when it became Ready; absent while it is not, which also tells {@link #ready()}
 * @param preempts whether the scheduler may remove less important pods to make room for it, which
 *     {@code preemptionPolicy: Never} forbids
 * @param emptyDir whether it uses storage that is lost with the node
 * @param trouble why it is not Ready, as far as the cluster tells
 */
public record Pod(
    Meta meta,
    Optional<String> nodeName,
    Phase phase,
    Optional<Instant> readySince,
    Optional<Instant> startedAt,
    Duration grace,
    Resources requests,
    Placement placement,
    int priority,
    String priorityClass,
    boolean preempts,
    boolean emptyDir,
    Optional<Trouble> trouble)
    implements ClusterObject {

  /** The annotation by which a kubelet marks the mirror of a static pod. */
  public static final String MIRROR_ANNOTATION = "kubernetes.io/config.mirror";

  /**
   * Why a pod is not Ready.
   *
   * @param message what the cluster says, as it says it; may be empty
   * @param since since when
   */
  public record Trouble(Kind kind, String message, Instant since) {

    /** What kind of trouble it is. */
    public enum Kind {
      /** No node takes it. */
      UNSCHEDULABLE("no node takes it"),
      /** Its image cannot be pulled. */
      IMAGE("its image cannot be pulled"),
      /** Its containers end again and again. */
      CRASH_LOOP("its containers crash"),
      /** It cannot be set up, such as for a missing volume or configuration. */
      SETUP("it cannot be set up"),
      /** It runs, and its readiness probe or a readiness gate says no. */
      NOT_READY("it runs and is not Ready");

      private final String words;

      Kind(String words) {
        this.words = words;
      }

      @Override
      public String toString() {
        return words;
      }
    }
  }

  /** Returns a pod that may preempt others, and of which nobody says why it would not be Ready. */
  public Pod(
      Meta meta,
      Optional<String> nodeName,
      Phase phase,
      Optional<Instant> readySince,
      Optional<Instant> startedAt,
      Duration grace,
      Resources requests,
      Placement placement,
      int priority,
      String priorityClass,
      boolean emptyDir) {
    this(
        meta,
        nodeName,
        phase,
        readySince,
        startedAt,
        grace,
        requests,
        placement,
        priority,
        priorityClass,
        true,
        emptyDir,
        Optional.empty());
  }

  /** A pod's phase. */
  public enum Phase {
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    UNKNOWN
  }

  /** Returns whether the pod is Ready, as budgets and endpoints count it. */
  public boolean ready() {
    return readySince.isPresent();
  }

  /** Returns whether the pod has ended by itself. */
  public boolean finished() {
    return phase == Phase.SUCCEEDED || phase == Phase.FAILED;
  }

  /** Returns whether somebody has asked for its deletion. */
  public boolean terminating() {
    return meta.deletedAt().isPresent();
  }

  /** Returns whether it is the mirror of a static pod, which only its kubelet can remove. */
  public boolean mirror() {
    return meta.annotations().containsKey(MIRROR_ANNOTATION);
  }

  /** Returns whether a DaemonSet runs it. */
  public boolean ofDaemonSet() {
    return meta.controller().map(owner -> owner.kind() == ObjectKind.DAEMON_SET).orElse(false);
  }

  /**
   * Returns whether it ends with its node, so that a drain does not move it: a pod of a DaemonSet,
   * the mirror of a static pod, or one that has finished.
   */
  public boolean staysWithItsNode() {
    return ofDaemonSet() || mirror() || finished();
  }

  /** Returns whether its priority class is one of the two that Kubernetes reserves. */
  public boolean systemCritical() {
    return priorityClass.equals("system-cluster-critical")
        || priorityClass.equals("system-node-critical");
  }

  public String namespace() {
    return meta.key().namespace();
  }

  public Pod withMeta(Meta newMeta) {
    return new Pod(
        newMeta,
        nodeName,
        phase,
        readySince,
        startedAt,
        grace,
        requests,
        placement,
        priority,
        priorityClass,
        preempts,
        emptyDir,
        trouble);
  }

  /** Returns this pod bound to a node. */
  public Pod withNode(String node) {
    return new Pod(
        meta,
        Optional.of(node),
        phase,
        readySince,
        startedAt,
        grace,
        requests,
        placement,
        priority,
        priorityClass,
        preempts,
        emptyDir,
        Optional.empty());
  }

  /** Returns this pod in another phase, Ready since the given instant or not Ready. */
  public Pod withStatus(Phase newPhase, Optional<Instant> newReadySince) {
    return new Pod(
        meta,
        nodeName,
        newPhase,
        newReadySince,
        startedAt,
        grace,
        requests,
        placement,
        priority,
        priorityClass,
        preempts,
        emptyDir,
        newReadySince.isPresent() ? Optional.empty() : trouble);
  }

  /** Returns this pod started at the given instant. */
  public Pod withStartedAt(Instant when) {
    return new Pod(
        meta,
        nodeName,
        phase,
        readySince,
        Optional.of(when),
        grace,
        requests,
        placement,
        priority,
        priorityClass,
        preempts,
        emptyDir,
        trouble);
  }

  /** Returns this pod with what keeps it from being Ready. */
  public Pod withTrouble(Trouble why) {
    return new Pod(
        meta,
        nodeName,
        phase,
        readySince,
        startedAt,
        grace,
        requests,
        placement,
        priority,
        priorityClass,
        preempts,
        emptyDir,
        Optional.of(why));
  }

  /** Returns this pod placed by other rules. */
  public Pod withPlacement(Placement newPlacement) {
    return new Pod(
        meta,
        nodeName,
        phase,
        readySince,
        startedAt,
        grace,
        requests,
        newPlacement,
        priority,
        priorityClass,
        preempts,
        emptyDir,
        trouble);
  }
}
