package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.BudgetLedger;
import io.evenkeel.engine.internal.state.CanaryMark;
import io.evenkeel.engine.internal.state.Fit;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import io.evenkeel.model.TopologySpread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Pods that have to wait for the replacement of their node: a volume, or an even spread, holds them
 * in its zone, no other node there takes them and none is still to come, and the plan lets a node
 * be missing. No more of them than their budgets allow to be down at once: the others would keep
 * the node, and those that have left would wait in vain.
 */
final class Awaiting {
  private final GroupView group;
  private final RunState run;
  private final Node leaving;
  private final Map<ObjectKey, Integer> down = new LinkedHashMap<>();

  Awaiting(GroupView group, RunState run, Node leaving) {
    this.group = group;
    this.run = run;
    this.leaving = leaving;
  }

  /** Returns whether the pod may wait, beside those that were admitted before. */
  boolean admits(Pod pod) {
    // Until the canary has passed nothing else is replaced, and after a run has ended nothing at
    // all, so that it would wait in vain.
    boolean waits =
        run.ending().isEmpty()
            && !(group.marks().canary() instanceof CanaryMark.Judged)
            && (isPinnedToLastNode(pod, leaving, group, run)
                || (isPinned(pod) && replacedInItsZone() && Landing.nothingElseComes(group)));
    return waits && withinItsBudget(pod);
  }

  private boolean withinItsBudget(Pod pod) {
    Optional<BudgetLedger> ledger = run.budgets().ledgerOf(pod);
    return ledger.isEmpty()
        || down.merge(ledger.get().key(), 1, Integer::sum) <= ledger.get().allowed(run.cluster());
  }

  /** Returns whether the group, as it is, launches the replacement of the node in its zone. */
  private boolean replacedInItsZone() {
    Map<String, Integer> nodes = new TreeMap<>();
    group.state().zones().forEach(zone -> nodes.put(zone, 0));
    for (Member member : group.members()) {
      if (!member.leaving()) {
        nodes.merge(member.instance().zone(), 1, Integer::sum);
      }
    }
    int beside = nodes.getOrDefault(leaving.zone(), 1) - 1;
    return group.unavailableLimit() >= 1
        && nodes.entrySet().stream()
            .allMatch(zone -> zone.getKey().equals(leaving.zone()) || zone.getValue() > beside);
  }

  private static boolean isPinned(Pod pod) {
    return !pod.placement().volumeTerms().isEmpty()
        || pod.placement().spreads().stream().anyMatch(TopologySpread::hard);
  }

  /**
   * Returns whether the pod's volume is bound to the zone where that is the last node, and the plan
   * lets a node be missing.
   */
  static boolean isPinnedToLastNode(Pod pod, Node leaving, GroupView group, RunState run) {
    return group.unavailableLimit() >= 1
        && !pod.placement().volumeTerms().isEmpty()
        && run.cluster().nodes().stream()
            .filter(node -> !node.name().equals(leaving.name()))
            .filter(node -> node.ready() && !node.unschedulable())
            .noneMatch(node -> pod.placement().admits(node.meta().labels()));
  }

  /** Returns whether pods wait for a node like that one, which no other node takes. */
  static boolean anyFor(Node gone, RunState run) {
    List<Pod> waiting =
        run.cluster().unbound().stream()
            .filter(pod -> isPinned(pod) && pod.placement().admits(gone.meta().labels()))
            .toList();
    if (waiting.isEmpty()) {
      return false;
    }
    Fit fit = new Fit(run.cluster(), run.room());
    List<Node> staying = Landing.staying(run);
    return waiting.stream().anyMatch(pod -> staying.stream().noneMatch(n -> fit.fits(pod, n)));
  }
}
