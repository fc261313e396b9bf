package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.BudgetLedger;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.NodePatch;
import java.util.List;
import java.util.TreeMap;

/**
 * A draining node leaves the load balancers once its budgets can bear that all its pods of Services
 * with local traffic policy stop serving at once. Where a node serves nobody in that way, it leaves
 * when it is empty.
 */
final class LoadBalancerRule {

  List<Decision> decide(Node node, RunState run) {
    if (Marks.leftLoadBalancers(node)) {
      return List.of();
    }
    List<Pod> serving =
        run.cluster().podsOn(node.name()).stream().filter(pod -> serves(pod, run)).toList();
    return serving.isEmpty() || !bearable(serving, run)
        ? List.of()
        : NodeRule.patch(
            node,
            leave(node, NodePatch.nothing()),
            "leave load balancers",
            "the budgets of its " + serving.size() + " serving pods allow all of them to be down");
  }

  /** Held or not, whatever serves there stops to serve; what belongs to the node goes with it. */
  private static boolean serves(Pod pod, RunState run) {
    return pod.ready()
        && !pod.terminating()
        && !pod.staysWithItsNode()
        && run.budgets().servedLocally(pod);
  }

  private static boolean bearable(List<Pod> serving, RunState run) {
    TreeMap<ObjectKey, Integer> down = new TreeMap<>();
    for (Pod pod : serving) {
      if (run.budgets().ledgerOf(pod).isEmpty()) {
        return false;
      }
      down.merge(run.budgets().ledgerOf(pod).get().key(), 1, Integer::sum);
    }
    return down.entrySet().stream()
        .allMatch(
            e ->
                run.budgets()
                    .ledger(e.getKey())
                    .map((BudgetLedger ledger) -> ledger.allowed(run.cluster()) >= e.getValue())
                    .orElse(false));
  }

  static NodePatch leave(Node node, NodePatch patch) {
    boolean labeledByOthers = node.meta().labels().containsKey(Marks.EXCLUDE_FROM_LOAD_BALANCERS);
    return labeledByOthers
        ? patch
        : patch
            .label(Marks.EXCLUDE_FROM_LOAD_BALANCERS, "evenkeel")
            .annotate(Marks.LEFT_LOAD_BALANCERS, "true");
  }
}
