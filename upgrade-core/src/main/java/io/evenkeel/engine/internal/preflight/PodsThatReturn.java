package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds pods that tolerate the closing of a node and are not of a DaemonSet: the scheduler may put
 * their successor back on the very node that is drained.
 *
 * <p>This is a warning, not a blocker. It <em>may</em> happen: a fresh node is emptier and mostly
 * wins, such pods are common (storage and network controllers tolerate everything), and a run that
 * meets one evicts it again within its budget and its drain's time. Refusing would stop many runs
 * that finish; saying nothing would leave a drain that times out unexplained.
 */
final class PodsThatReturn implements Check {

  @Override
  public List<Finding> findings(Situation situation) {
    TreeSet<String> workloads = new TreeSet<>();
    situation.moving().stream()
        .filter(PodsThatReturn::mayReturn)
        .forEach(pod -> workloads.add(situation.owners().nameOf(pod)));
    return workloads.stream().map(PodsThatReturn::finding).toList();
  }

  private static boolean mayReturn(Pod pod) {
    return pod.meta().controller().isPresent() && pod.placement().tolerates(Node.CLOSED);
  }

  private static Finding finding(String workload) {
    return Finding.warning(
        "TOLERATES_A_CLOSED_NODE",
        workload,
        "its pods tolerate a cordoned node, so that one that is evicted may come back to the node"
            + " that is drained",
        "remove the toleration without a key (operator: Exists), or list only the taints that it"
            + " must tolerate");
  }
}
