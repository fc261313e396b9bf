package io.evenkeel.campaign.internal;

import io.evenkeel.campaign.Fault;
import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.Pod;
import io.evenkeel.model.TopologySpread;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether a scenario could be finished, by a look at the world that shares nothing with the engine:
 * the plan moves every pod, budgets can allow it, there is room, and what goes wrong ends.
 */
final class Finishable {
  /**
   * Faults that a run may halt after, and that pass by themselves sooner than a fair plan loses
   * patience: whoever opens, heals or lifts what was closed, ill or forbidden is part of them.
   */
  private static final Set<Fault> PASSING =
      EnumSet.of(
          Fault.EVICTION_WEBHOOK,
          Fault.BUDGET_EDITED,
          Fault.SEVERAL_BUDGETS,
          Fault.POD_STUCK_TERMINATING,
          Fault.UNREADY_PODS_UNDER_BUDGET,
          Fault.REPLACEMENT_NEVER_READY,
          Fault.KUBELET_DOWN,
          Fault.TWO_ROLLERS);

  /** Whatever has not become Ready within that time never will. */
  private static final Duration NEVER = Duration.ofMinutes(15);

  private final Optional<String> fromTheStart;

  private final CampaignWorld world;

  private Finishable(Optional<String> fromTheStart, CampaignWorld world) {
    this.fromTheStart = fromTheStart;
    this.world = world;
  }

  /** Looks at the world as it is before the run. */
  static Finishable look(CampaignWorld world, CampaignPlan plan, Scenario scenario) {
    return new Finishable(
        plan.keepsContracts()
            ? inThisWorld(world, plan)
            : Optional.of("unfair plan: it may hold pods, give up early, or have faulty plug-ins"),
        world);
  }

  /**
   * Returns why it could not be finished, beginning with the kind of reason; empty where it could.
   * A fault that never took place is no reason.
   */
  Optional<String> whyNot(Map<Fault, Integer> struck) {
    return fromTheStart.or(
        () ->
            struck.entrySet().stream()
                .filter(e -> e.getValue() > 0 && mayLast(e.getKey()))
                .findFirst()
                .map(e -> "lasting fault: after " + e.getKey() + " it may halt"));
  }

  /**
   * Returns why the world as it is at the end could not be finished: others have left the groups
   * smaller than their pods need, so that what was borrowed can never be given back, or a budget
   * that allows nothing.
   *
   * @param nodes how many nodes others mean there to be
   */
  Optional<String> whyNotAtTheEnd(int nodes) {
    ClusterSnapshot all = world.cluster().snapshot();
    if (world.pool().isPresent()) {
      return neverReady().or(() -> neverAllows(all));
    }
    return Packing.leftOver(all, nodes)
        .map(
            pod ->
                "no room: others have left "
                    + nodes
                    + " nodes, which "
                    + pod.key()
                    + " does not go into beside all others")
        .or(() -> volumes(all, nodes))
        .or(() -> neverAllows(all));
  }

  private static Optional<String> volumes(ClusterSnapshot all, int nodes) {
    int zones = LastOfZone.zonesOfVolumes(all);
    return nodes < zones
        ? Optional.of(
            "no room: others have left "
                + nodes
                + " nodes, and there are volumes in "
                + zones
                + " zones")
        : Optional.empty();
  }

  /** A provisioner does not replace a machine that has joined and never becomes Ready. */
  private Optional<String> neverReady() {
    Instant longAgo = world.time().now().minus(NEVER);
    return world.pool().stream()
        .flatMap(pool -> pool.claims().stream())
        .filter(claim -> claim.state() == NodeClaim.State.LAUNCHING && claim.node().isPresent())
        .filter(claim -> claim.createdAt().isBefore(longAgo))
        .map(claim -> "no use: new node " + claim.node().orElseThrow() + " never became Ready")
        .findFirst();
  }

  private static Optional<String> neverAllows(ClusterSnapshot all) {
    return all.budgets().stream().flatMap(b -> neverAllows(b).stream()).findFirst();
  }

  /** Others have changed the budget, or its workload, so that it wants every pod there is. */
  private static Optional<String> neverAllows(Budget budget) {
    Budget.Status status = budget.status();
    return status.expectedPods() > 0 && status.desiredHealthy() >= status.expectedPods()
        ? Optional.of("budget never allows: " + budget.key() + " wants every pod at the end")
        : Optional.empty();
  }

  private static boolean mayLast(Fault fault) {
    return fault.after() == Fault.After.MAY_HALT && !PASSING.contains(fault);
  }

  private static Optional<String> inThisWorld(CampaignWorld world, CampaignPlan plan) {
    ClusterSnapshot all = world.cluster().snapshot();
    return pool(world, plan)
        .or(() -> pending(all))
        .or(() -> unmovable(all))
        .or(() -> plan.replacesEveryZone() ? Optional.empty() : zoneBound(all, zones(all)))
        .or(() -> LastOfZone.held(all, plan.replacedInPlace()));
  }

  private static Optional<String> pool(CampaignWorld world, CampaignPlan plan) {
    return world
        .shape
        .pool()
        .flatMap(
            shape ->
                shape.spare().isPresent()
                    ? Optional.of("limit: node pool " + shape.name() + " may not grow at will")
                    : world.isRestless()
                        ? Optional.of("restless: its provisioner saves and launches without end")
                        : plan.pool().orElseThrow().dependsOnBudgets() && !shape.letsNodesGo()
                            ? Optional.of("pool budget never allows: " + shape.budgets())
                            : shape.zones().size() > 1
                                ? zoneBound(world.cluster().snapshot(), shape.zones().size())
                                : Optional.empty());
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

  private static int zones(ClusterSnapshot all) {
    return (int) all.nodes().stream().map(Node::zone).distinct().count();
  }

  /** Where new nodes come to fewer zones than there are, a pod bound to one may find none. */
  private static Optional<String> zoneBound(ClusterSnapshot all, int zones) {
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
