package io.evenkeel.simulation;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodShare;
import io.evenkeel.model.Workload;
import io.evenkeel.simulation.internal.ClusterCore;
import io.evenkeel.simulation.internal.Names;
import io.evenkeel.spi.NodePatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a person, or another controller, does to a simulated cluster; each takes effect at once. */
public final class ClusterEdits {
  private final ClusterCore core;
  private final Joins joins;

  ClusterEdits(ClusterCore core, Joins joins) {
    this.core = core;
    this.joins = joins;
  }

  /** Scales a Deployment or StatefulSet. */
  public ClusterEdits scale(ObjectKind kind, String name, int replicas) {
    core.objects().scale(workload(kind, name), replicas);
    return this;
  }

  /** Lets somebody, such as an autoscaler, be the one who sets a Deployment's replicas. */
  public ClusterEdits replicasSetBy(String deployment, String whom) {
    Workload before = (Workload) existing(Names.key(ObjectKind.DEPLOYMENT, deployment));
    core.objects().edit(before.withReplicasSetBy(whom));
    return this;
  }

  /** Deletes a lease, as {@code kubectl delete lease} does. */
  public ClusterEdits deleteLease(String name) {
    core.deleteLease(name);
    return this;
  }

  public ClusterEdits patch(String node, NodePatch patch) {
    return change(node, patch::applyTo);
  }

  /** Replaces a node by what the function makes of it. */
  public ClusterEdits change(String node, UnaryOperator<Node> change) {
    Node before = (Node) existing(ObjectKey.clusterScoped(ObjectKind.NODE, node));
    core.objects().edit(change.apply(before));
    return this;
  }

  /** Sets a budget's limit to so many pods available, such as {@code 8} or {@code 80%}. */
  public ClusterEdits minAvailable(String budget, String share) {
    return limit(budget, new Budget.Limit.MinAvailable(PodShare.parse(share)));
  }

  /** Sets what a budget demands. */
  public ClusterEdits limit(String budget, Budget.Limit limit) {
    Budget before = (Budget) existing(Names.key(ObjectKind.BUDGET, budget));
    core.objects()
        .edit(
            new Budget(
                before.meta().withGeneration(before.meta().generation() + 1),
                before.selector(),
                limit,
                before.unhealthyPods(),
                before.status()));
    return this;
  }

  /** Stops the controller that keeps the status of budgets, for that long. */
  public ClusterEdits stopBudgetController(Duration span) {
    core.stopBudgetController(span);
    return this;
  }

  /** Replaces a pod by what the function makes of it. */
  public ClusterEdits change(Pod pod, UnaryOperator<Pod> change) {
    core.objects().edit(change.apply((Pod) existing(pod.key())));
    return this;
  }

  /** Deletes a pod past all budgets, as {@code kubectl delete pod} does. */
  public ClusterEdits deletePod(Pod pod) {
    core.objects().deletePod((Pod) existing(pod.key()));
    return this;
  }

  /** Holds a pod back by a finalizer. */
  public ClusterEdits addFinalizer(Pod pod, String finalizer) {
    Pod now = (Pod) existing(pod.key());
    List<String> finalizers = new ArrayList<>(now.meta().finalizers());
    finalizers.add(finalizer);
    core.objects().edit(now.withMeta(now.meta().withFinalizers(finalizers)));
    return this;
  }

  /** Removes an object from the cluster. */
  public ClusterEdits remove(ObjectKey key) {
    core.objects().remove(existing(key).key());
    return this;
  }

  /** Lets a finalizer let go of a pod. */
  public ClusterEdits removeFinalizers(Pod pod) {
    Pod now = (Pod) existing(pod.key());
    core.objects().edit(now.withMeta(now.meta().withFinalizers(List.of())));
    return this;
  }

  /** Replaces all pods of a Deployment by its own rollout, as {@code kubectl rollout restart}. */
  public ClusterEdits rollOut(String deployment) {
    core.objects().roll(workload(ObjectKind.DEPLOYMENT, deployment), 0);
    return this;
  }

  /** Replaces the pods of a StatefulSet from that ordinal on, the last one first. */
  public ClusterEdits rollOut(String statefulSet, int partition) {
    core.objects().roll(workload(ObjectKind.STATEFUL_SET, statefulSet), partition);
    return this;
  }

  /** Deletes a workload, and thereby all that it has made. */
  public ClusterEdits deleteWorkload(ObjectKind kind, String name) {
    return remove(Names.key(kind, name));
  }

  /** Deletes the namespace and everything in it. */
  public ClusterEdits deleteNamespace(String namespace) {
    core.objects().terminateNamespace(namespace);
    return this;
  }

  /** Lets a node's kubelet fall silent although its machine runs; nothing starts or stops there. */
  public ClusterEdits silence(String node) {
    core.machines().silence(node);
    return this;
  }

  /** Lets a silent node report again. */
  public ClusterEdits hearAgain(String node) {
    core.machines().hear(node);
    return this;
  }

  /** Lets the heartbeats of a node come late once: it is NotReady for that long. */
  public ClusterEdits missHeartbeats(String node, Duration span) {
    core.machines().missHeartbeats(node, span);
    return this;
  }

  /** Deletes the Node object; its kubelet makes it anew under the same name, with a new uid. */
  public ClusterEdits registerAnew(String node) {
    joins.anew((Node) existing(ObjectKey.clusterScoped(ObjectKind.NODE, node)));
    return this;
  }

  private Workload workload(ObjectKind kind, String name) {
    return (Workload) existing(Names.key(kind, name));
  }

  private ClusterObject existing(ObjectKey key) {
    return core.find(key)
        .orElseThrow(() -> new IllegalArgumentException("there is no " + key + " to change"));
  }
}
