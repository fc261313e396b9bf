package io.evenkeel.simulation;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/** Assertions about what happened in a cluster since its recording began, and what is there now. */
public final class SimulatedClusterAssert
    extends AbstractAssert<SimulatedClusterAssert, SimulatedCluster> {

  SimulatedClusterAssert(SimulatedCluster cluster) {
    super(cluster, SimulatedClusterAssert.class);
  }

  /** The workload never had fewer ready pods. */
  public SimulatedClusterAssert keptAvailable(String workload, int pods) {
    int least = actual.recorded().leastReady(workload);
    if (least < pods) {
      failWithMessage(
          "Expected %s to keep %d pods available, but it had only %d at one time",
          workload, pods, least);
    }
    return this;
  }

  /** No budget ever had fewer ready pods than it wants. */
  public SimulatedClusterAssert keptBudgets() {
    return none("Expected every budget to be kept", actual.recorded().brokenBudgets());
  }

  /** No workload had more evictions than it had pods when the recording began. */
  public SimulatedClusterAssert evictedEveryPodAtMostOnce() {
    return none(
        "Expected at most one eviction for each pod",
        actual.recorded().evictedTooOften().entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .toList());
  }

  /** Nobody deleted a pod past its budget. */
  public SimulatedClusterAssert deletedNoPod() {
    int deletions = actual.recorded().deletions();
    if (deletions > 0) {
      failWithMessage("Expected no pod to be deleted past its budget, but %d were", deletions);
    }
    return this;
  }

  /** No budget refused an eviction, so that all were asked for when they were possible. */
  public SimulatedClusterAssert wasNeverRefusedAnEviction() {
    int refusals = actual.recorded().refusals();
    if (refusals > 0) {
      failWithMessage("Expected no refused eviction, but %d were refused", refusals);
    }
    return this;
  }

  /** Every node of the start is gone, and exactly as many have joined in their place. */
  public SimulatedClusterAssert replacedEveryNodeOnce() {
    ClusterRecord record = actual.recorded();
    if (record.nodesReplaced() != record.nodesAtStart()
        || record.nodesJoined() != record.nodesAtStart()) {
      failWithMessage(
          "Expected each of %d nodes to be replaced once, but %d are gone and %d have joined",
          record.nodesAtStart(), record.nodesReplaced(), record.nodesJoined());
    }
    return this;
  }

  /** Every pod that is there runs and is Ready, finished ones left aside. */
  public SimulatedClusterAssert hasOnlyReadyPods() {
    return none(
        "Expected every pod to be Ready",
        actual.pods().stream()
            .filter(pod -> !pod.finished() && !pod.ready())
            .map(pod -> pod.key().path())
            .toList());
  }

  /** No node carries anything that the predicate finds, such as a mark left behind. */
  public SimulatedClusterAssert hasNoNode(String what, Predicate<Node> found) {
    return none(
        "Expected no node " + what, actual.nodes().stream().filter(found).map(Node::name).toList());
  }

  /** The workload has that many pods, all of them Ready. */
  public SimulatedClusterAssert hasReadyPods(String workload, int count) {
    long ready = actual.podsOf(workload).stream().filter(Pod::ready).count();
    if (ready != count) {
      failWithMessage("Expected %s to have %d ready pods, but it has %d", workload, count, ready);
    }
    return this;
  }

  private SimulatedClusterAssert none(String expectation, List<String> culprits) {
    if (!culprits.isEmpty()) {
      failWithMessage("%s, but not so: %s", expectation, String.join("; ", culprits));
    }
    return this;
  }
}
