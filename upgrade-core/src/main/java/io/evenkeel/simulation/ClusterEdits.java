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
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a person, or another controller, does to a simulated cluster; each takes effect at once. */
public final class ClusterEdits {
  private final ClusterCore core;

  ClusterEdits(ClusterCore core) {
    this.core = core;
  }

  /** Scales a Deployment or StatefulSet. */
  public ClusterEdits scale(ObjectKind kind, String name, int replicas) {
    core.scale((Workload) existing(Names.key(kind, name)), replicas);
    return this;
  }

  public ClusterEdits patch(String node, NodePatch patch) {
    return change(node, patch::applyTo);
  }

  /** Replaces a node by what the function makes of it. */
  public ClusterEdits change(String node, UnaryOperator<Node> change) {
    Node before = (Node) existing(ObjectKey.clusterScoped(ObjectKind.NODE, node));
    core.edit(change.apply(before));
    return this;
  }

  /** Sets a budget's limit to so many pods available, such as {@code 8} or {@code 80%}. */
  public ClusterEdits minAvailable(String budget, String share) {
    Budget before = (Budget) existing(Names.key(ObjectKind.BUDGET, budget));
    core.edit(
        new Budget(
            before.meta().withGeneration(before.meta().generation() + 1),
            before.selector(),
            new Budget.Limit.MinAvailable(PodShare.parse(share)),
            before.unhealthyPods(),
            before.status()));
    return this;
  }

  /** Deletes a pod past all budgets, as {@code kubectl delete pod} does. */
  public ClusterEdits deletePod(Pod pod) {
    core.deletePod((Pod) existing(pod.key()));
    return this;
  }

  /** Holds a pod back by a finalizer. */
  public ClusterEdits addFinalizer(Pod pod, String finalizer) {
    Pod now = (Pod) existing(pod.key());
    List<String> finalizers = new ArrayList<>(now.meta().finalizers());
    finalizers.add(finalizer);
    core.edit(now.withMeta(now.meta().withFinalizers(finalizers)));
    return this;
  }

  /** Removes an object from the cluster. */
  public ClusterEdits remove(ObjectKey key) {
    core.remove(existing(key).key());
    return this;
  }

  /** Lets a node stop reporting although its machine runs. */
  public ClusterEdits silence(String node) {
    core.silence(node, true);
    return this;
  }

  /** Lets a silent node report again. */
  public ClusterEdits hearAgain(String node) {
    core.silence(node, false);
    return this;
  }

  private ClusterObject existing(ObjectKey key) {
    return core.find(key)
        .orElseThrow(() -> new IllegalArgumentException("there is no " + key + " to change"));
  }
}
