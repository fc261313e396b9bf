package io.evenkeel.campaign.internal;

import io.evenkeel.campaign.Fault;
import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.TopologySpread;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a scenario could be finished, by a look at the world that shares nothing with the engine:
 * the plan moves every pod, budgets can allow it, there is room, and what goes wrong ends.
 */
final class Finishable {
  private final Optional<String> fromTheStart;

  private Finishable(Optional<String> fromTheStart) {
    this.fromTheStart = fromTheStart;
  }

  /** Looks at the world as it is before the run. */
  static Finishable look(CampaignWorld world, CampaignPlan plan, Scenario scenario) {
    return new Finishable(
        plan.keepsContracts()
            ? inThisWorld(world, plan)
            : Optional.of("unfair plan: it may hold pods, give up early, or have faulty plug-ins"));
  }

  /**
   * Returns why it could not be finished, beginning with the kind of reason; empty where it could.
   * A fault that never took place is no reason.
   */
  Optional<String> whyNot(Map<Fault, Integer> struck) {
    return fromTheStart.or(
        () ->
            struck.entrySet().stream()
                .filter(e -> e.getValue() > 0 && e.getKey().after() == Fault.After.MAY_HALT)
                .findFirst()
                .map(e -> "lasting fault: after " + e.getKey() + " it may halt"));
  }

  private static Optional<String> inThisWorld(CampaignWorld world, CampaignPlan plan) {
    ClusterSnapshot all = world.cluster().snapshot();
    return pending(all)
        .or(() -> unmovable(all))
        .or(() -> plan.replacesEveryZone() ? Optional.empty() : zoneBound(world, all));
  }

  /** What waits for room at the start would take what moved pods need. */
  private static Optional<String> pending(ClusterSnapshot all) {
    return pods(all)
        .filter(pod -> pod.nodeName().isEmpty())
        .map(pod -> "no room: " + pod.key() + " waits for room before the run begins")
        .findFirst();
  }

  private static Optional<String> unmovable(ClusterSnapshot all) {
    return pods(all).flatMap(pod -> unmovable(pod, all).stream()).findFirst();
  }

  /** A world at rest: what its budgets allow now is the most that they ever will. */
  private static Optional<String> unmovable(Pod pod, ClusterSnapshot all) {
    List<Budget> budgets = all.budgets().stream().filter(budget -> budget.covers(pod)).toList();
    if (budgets.size() > 1) {
      return Optional.of("several budgets: " + budgets.size() + " cover " + pod.key());
    }
    return budgets.stream()
        .filter(budget -> budget.status().disruptionsAllowed() == 0)
        .map(budget -> "budget never allows: " + budget.key() + " covers " + pod.key())
        .findFirst();
  }

  /** Where new nodes come to fewer zones than there are, a pod bound to one may find none. */
  private static Optional<String> zoneBound(CampaignWorld world, ClusterSnapshot all) {
    long zones = all.nodes().stream().map(Node::zone).distinct().count();
    return pods(all)
        .filter(pod -> zones > 1 && boundToZone(pod))
        .map(
            pod ->
                "zones: "
                    + pod.key()
                    + " is bound to a zone, and new nodes come to fewer zones than there are")
        .findFirst();
  }

  private static boolean boundToZone(Pod pod) {
    return !pod.placement().volumeTerms().isEmpty()
        || pod.placement().spreads().stream().anyMatch(TopologySpread::hard);
  }

  private static Stream<Pod> pods(ClusterSnapshot all) {
    return all.pods().stream()
        .filter(pod -> !pod.ofDaemonSet() && !pod.mirror() && !pod.finished());
  }
}
