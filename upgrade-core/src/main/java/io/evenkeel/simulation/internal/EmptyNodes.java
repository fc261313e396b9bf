package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.NodePoolBudget.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Takes nodes away on which nothing of value runs, if that is still so after some seconds. */
final class EmptyNodes implements DisruptionMethod {
  static final Duration SECOND_LOOK = Duration.ofSeconds(15);

  private final PoolWorld pools;
  private final ClaimUse use;
  private final DisruptionRules rules;
  private final PoolBudgets budgets;
  private final Disruptions disruptions;

  EmptyNodes(
      PoolWorld pools,
      ClaimUse use,
      DisruptionRules rules,
      PoolBudgets budgets,
      Disruptions disruptions) {
    this.pools = pools;
    this.use = use;
    this.rules = rules;
    this.budgets = budgets;
    this.disruptions = disruptions;
  }

  @Override
  public void attempt(Runnable acted, Runnable nothing) {
    List<ClaimBook> first = candidates(claim -> true);
    if (first.isEmpty()) {
      nothing.run();
    } else {
      pools.world.later(SECOND_LOOK, () -> take(candidates(first::contains), acted, nothing));
    }
  }

  private void take(List<ClaimBook> claims, Runnable acted, Runnable nothing) {
    boolean done = !claims.isEmpty() && disruptions.start(claims, List.of(), "empty");
    (done ? acted : nothing).run();
  }

  private List<ClaimBook> candidates(Predicate<ClaimBook> among) {
    Map<PoolBook, Integer> left = new LinkedHashMap<>();
    List<ClaimBook> all = new ArrayList<>();
    for (ClaimBook claim : pools.everyClaim()) {
      if (among.test(claim)
          && use.maySave(claim)
          && rules.empty(claim)
          && rules.mayGo(claim, DisruptionRules.Pods.KEEP)) {
        left.putIfAbsent(claim.pool, budgets.left(claim.pool, Reason.EMPTY));
        if (left.merge(claim.pool, -1, Integer::sum) >= 0) {
          all.add(claim);
        }
      }
    }
    return all;
  }
}
