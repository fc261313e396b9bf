package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.NodePoolBudget.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replaces drifted nodes, one in each pass: empty ones first, then the one that drifted first. */
final class DriftReplacement implements DisruptionMethod {
  private final PoolWorld pools;
  private final DisruptionRules rules;
  private final PoolBudgets budgets;
  private final DisruptionTrial trial;
  private final Disruptions disruptions;

  DriftReplacement(
      PoolWorld pools,
      DisruptionRules rules,
      PoolBudgets budgets,
      DisruptionTrial trial,
      Disruptions disruptions) {
    this.pools = pools;
    this.rules = rules;
    this.budgets = budgets;
    this.trial = trial;
    this.disruptions = disruptions;
  }

  @Override
  public void attempt(Runnable acted, Runnable nothing) {
    boolean done =
        candidates().stream()
            .filter(claim -> budgets.left(claim.pool, Reason.DRIFTED) > 0)
            .anyMatch(this::replace);
    (done ? acted : nothing).run();
  }

  private List<ClaimBook> candidates() {
    List<ClaimBook> all = new ArrayList<>();
    for (ClaimBook claim : pools.everyClaim()) {
      if (claim.drift.isPresent() && rules.mayGo(claim, DisruptionRules.Pods.KEEP_WITHOUT_GRACE)) {
        all.add(claim);
      }
    }
    all.sort(
        Comparator.comparing((ClaimBook claim) -> !rules.moving(claim).isEmpty())
            .thenComparing(DriftReplacement::driftedSince));
    return all;
  }

  private static Instant driftedSince(ClaimBook claim) {
    return claim.drift.map(ClaimBook.Drift::since).orElse(Instant.MAX);
  }

  private boolean replace(ClaimBook claim) {
    DisruptionTrial.Result result = trial.without(List.of(claim));
    return result.stranded().isEmpty()
        && disruptions.start(List.of(claim), result.wanted(), "drifted");
  }
}
