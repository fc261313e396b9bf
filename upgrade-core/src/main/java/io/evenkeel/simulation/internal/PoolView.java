package io.evenkeel.simulation.internal;

import io.evenkeel.Obstacle;
import io.evenkeel.Quantity;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodeOffer;
import io.evenkeel.model.NodePool;
import io.evenkeel.model.VolumeAttachment;
import io.evenkeel.simulation.NodePoolBudget;
import io.evenkeel.simulation.NodePoolBudget.Reason;
import io.evenkeel.spi.RolloutPace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows pools and claims as a client of the provisioner sees them. */
final class PoolView {
  private final PoolWorld pools;
  private final PoolBudgets budgets;
  private final DisruptionRules rules;
  private final ClaimTermination termination;
  private final NodeRequests requests;
  private final PoolFaults faults;

  PoolView(
      PoolWorld pools,
      PoolBudgets budgets,
      DisruptionRules rules,
      ClaimTermination termination,
      NodeRequests requests,
      PoolFaults faults) {
    this.pools = pools;
    this.budgets = budgets;
    this.rules = rules;
    this.termination = termination;
    this.requests = requests;
    this.faults = faults;
  }

  NodePool pool(PoolBook pool) {
    return new NodePool(
        pool.settings.kind(),
        pool.settings.versions(),
        NodePool.Size.BY_PODS,
        claims(pool),
        requests.of(pool),
        waits(pool));
  }

  /** Returns what each pool makes now. */
  Map<String, NodeOffer> offers() {
    Map<String, NodeOffer> offers = new LinkedHashMap<>();
    for (PoolBook pool : pools.byWeight()) {
      offers.put(pool.name, pool.settings.offer(pool.name));
    }
    return offers;
  }

  List<NodeClaim> claims(PoolBook pool) {
    return pools.claimsOf(pool).stream()
        .sorted(Comparator.comparing((ClaimBook claim) -> claim.createdAt))
        .map(this::claim)
        .toList();
  }

  private NodeClaim claim(ClaimBook claim) {
    return new NodeClaim(
        claim.name,
        claim.uid,
        claim.node,
        claim.launched ? claim.zone : "",
        claim.launched ? claim.type : "",
        claim.createdAt,
        claim.expiresAt(),
        claim.settings.terminationGrace(),
        claim.terminatesBy(),
        claim.state(),
        claim.drift.map(ClaimBook.Drift::reason),
        waits(claim));
  }

  private List<Obstacle> waits(ClaimBook claim) {
    Node node = pools.nodeOf(claim);
    if (node == null || claim.machineStops) {
      return List.of();
    }
    if (claim.deletedAt.isPresent()) {
      List<Obstacle> all = new ArrayList<>(rules.onPods(node));
      for (VolumeAttachment volume : termination.volumes(node.name())) {
        all.add(PoolObstacles.volume(node, volume));
      }
      return all;
    }
    return claim.drift.isPresent() && !claim.chosen
        ? rules.hindrances(claim, DisruptionRules.Pods.KEEP_WITHOUT_GRACE)
        : List.of();
  }

  private List<Obstacle> waits(PoolBook pool) {
    List<Obstacle> all = new ArrayList<>();
    if (budgets.counted(pool).isEmpty()) {
      // a share of no nodes is none, which keeps nobody from anything
    } else if (budgets.allowed(pool, Reason.DRIFTED) == 0) {
      all.add(PoolObstacles.budgetClosed(pool, budgets.closedUntil(pool, Reason.DRIFTED)));
    } else if (budgets.allowed(pool, Reason.DRIFTED) <= budgets.unready(pool)
        && budgets.unready(pool) > 0) {
      all.add(PoolObstacles.budgetUsedUp(pool, budgets.unready(pool)));
    }
    PoolLimits limits = new PoolLimits(pools, pool);
    if (limits.reached()) {
      all.add(PoolObstacles.limit(pool, limits));
    }
    faults
        .lastTrouble(pool)
        .map(why -> PoolObstacles.nodeDoesNotCome(pool, why))
        .ifPresent(all::add);
    return all;
  }

  /** Returns how many nodes there are without those that leave. */
  int size(PoolBook pool) {
    return (int) pools.claimsOf(pool).stream().filter(c -> c.state().staysInPool()).count();
  }

  /** Returns the least of the budgets that are for good, as far as it can be told. */
  RolloutPace pace(PoolBook pool) {
    Quantity least =
        pool.budgets().stream()
            .filter(budget -> budget.window().isEmpty() && budget.covers(Reason.DRIFTED))
            .map(NodePoolBudget::nodes)
            .map(Quantity::parse)
            .min(Comparator.comparingInt(one -> one.roundedUp(pools.claimsOf(pool).size())))
            .orElse(Quantity.percent(100));
    return new RolloutPace(least, RolloutPace.Capacity.SURGE);
  }

  /** Returns whether the pool is whole: nothing is outdated, and nothing leaves. */
  boolean settled(PoolBook pool, ClaimDrift drift) {
    return pools.claimsOf(pool).stream()
        .allMatch(claim -> !claim.leaves() && Optional.empty().equals(drift.outdated(claim)));
  }
}
