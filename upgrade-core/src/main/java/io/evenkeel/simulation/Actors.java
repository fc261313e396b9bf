package io.evenkeel.simulation;

import io.evenkeel.simulation.internal.actors.ClusterAutoscaler;
import io.evenkeel.simulation.internal.actors.Consolidation;
import io.evenkeel.simulation.internal.actors.GitOps;
import io.evenkeel.simulation.internal.actors.NodeRepair;
import io.evenkeel.simulation.internal.actors.OtherRoller;
import io.evenkeel.simulation.internal.actors.Person;
import java.time.Duration;

/**
 * The others who work on a cluster while its nodes are replaced, each as it is known to behave.
 *
 * <pre>{@code
 * cluster.with(Actors.clusterAutoscaler(cloud, "workers", Duration.ofMinutes(10)));
 * }</pre>
 */
public final class Actors {
  private Actors() {}

  /**
   * Adds a node when pods find no place, and takes one away that has been needed little for that
   * long: its pods are evicted under their budgets. It leaves alone what carries {@code
   * cluster-autoscaler.kubernetes.io/scale-down-disabled}, and keeps to the group's limits.
   */
  public static SimulatedActor clusterAutoscaler(
      SimulatedCloud cloud, String group, Duration unneededFor) {
    return new ClusterAutoscaler(cloud, group, unneededFor);
  }

  /**
   * Removes nodes whose pods fit elsewhere, as Karpenter's consolidation does: taint, eviction
   * under budgets, deletion. It leaves alone what carries {@code karpenter.sh/do-not-disrupt}.
   */
  public static SimulatedActor consolidation(SimulatedCloud cloud, String group) {
    return new Consolidation(cloud, group);
  }

  /** Replaces nodes that have not been Ready for that long. */
  public static SimulatedActor nodeRepair(
      SimulatedCloud cloud, String group, Duration notReadyFor) {
    return new NodeRepair(cloud, group, notReadyFor);
  }

  /**
   * Reverts whatever differs from what it finds as it joins: sizes, tags and template of the group,
   * replicas of Deployments, budgets.
   */
  public static SimulatedActor gitOps(SimulatedCloud cloud, String group) {
    return new GitOps(cloud, group);
  }

  /**
   * Reboots one node after another under a lock of its own, as kured does: cordon, drain under
   * budgets, uncordon.
   */
  public static SimulatedActor otherRoller() {
    return new OtherRoller();
  }

  /** Does with kubectl what people do, by that seed: cordon, uncordon, drain, delete, edit. */
  public static SimulatedActor person(long seed) {
    return new Person(seed);
  }
}
