package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.NodePoolBudget.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Takes nodes away whose pods fit elsewhere, or on one cheaper node: as many as possible at once,
 * else one by one, those first that cost least to move; if that is still so after some seconds.
 */
final class UnderusedNodes implements DisruptionMethod {
  private static final int MOST_AT_ONCE = 100;

  private final PoolWorld pools;
  private final ClaimUse use;
  private final DisruptionRules rules;
  private final PoolBudgets budgets;
  private final DisruptionTrial trial;
  private final Disruptions disruptions;

  /** What was looked at in vain, so that it is not looked at again. */
  private Optional<Look> inVain = Optional.empty();

  private record Look(long revision, List<ClaimBook> candidates) {}

  private record Saving(List<ClaimBook> claims, List<NewClaims.Wanted> wanted) {}

  UnderusedNodes(
      PoolWorld pools,
      ClaimUse use,
      DisruptionRules rules,
      PoolBudgets budgets,
      DisruptionTrial trial,
      Disruptions disruptions) {
    this.pools = pools;
    this.use = use;
    this.rules = rules;
    this.budgets = budgets;
    this.trial = trial;
    this.disruptions = disruptions;
  }

  @Override
  public void attempt(Runnable acted, Runnable nothing) {
    Look look = new Look(pools.revision(), candidates(claim -> true));
    Optional<Saving> saving =
        inVain.equals(Optional.of(look)) ? Optional.empty() : saving(look.candidates());
    if (saving.isEmpty()) {
      inVain = Optional.of(look);
      nothing.run();
    } else {
      pools.world.later(
          EmptyNodes.SECOND_LOOK, () -> (again(saving.get()) ? acted : nothing).run());
    }
  }

  private boolean again(Saving first) {
    boolean same = candidates(first.claims()::contains).size() == first.claims().size();
    return same
        && of(first.claims())
            .filter(now -> now.wanted().size() <= first.wanted().size())
            .filter(now -> disruptions.start(now.claims(), now.wanted(), "underused"))
            .isPresent();
  }

  private Optional<Saving> saving(List<ClaimBook> candidates) {
    return several(candidates)
        .or(() -> candidates.stream().flatMap(claim -> of(List.of(claim)).stream()).findFirst());
  }

  /** Finds how many of the first can go together; the more go, the less likely it is. */
  private Optional<Saving> several(List<ClaimBook> candidates) {
    Optional<Saving> best = Optional.empty();
    int least = 2;
    int most = Math.min(MOST_AT_ONCE, candidates.size());
    while (least <= most) {
      int middle = (least + most) / 2;
      Optional<Saving> found = of(List.copyOf(candidates.subList(0, middle)));
      best = found.isPresent() ? found : best;
      least = found.isPresent() ? middle + 1 : least;
      most = found.isPresent() ? most : middle - 1;
    }
    return best;
  }

  private Optional<Saving> of(List<ClaimBook> claims) {
    DisruptionTrial.Result result = trial.without(claims);
    long before = claims.stream().mapToLong(claim -> price(claim.type)).sum();
    long after = result.wanted().stream().mapToLong(wanted -> price(wanted.type())).sum();
    return result.stranded().isEmpty() && result.wanted().size() <= 1 && after < before
        ? Optional.of(new Saving(claims, result.wanted()))
        : Optional.empty();
  }

  private long price(String type) {
    return MachinePrices.of(pools.machines.offers(type));
  }

  private List<ClaimBook> candidates(Predicate<ClaimBook> among) {
    List<ClaimBook> all = new ArrayList<>();
    for (ClaimBook claim : pools.everyClaim()) {
      if (among.test(claim)
          && claim.pool.settings.consolidation()
              == PoolSettings.Consolidation.EMPTY_OR_UNDERUTILIZED
          && use.maySave(claim)
          && rules.mayGo(claim, DisruptionRules.Pods.KEEP)) {
        all.add(claim);
      }
    }
    all.sort(Comparator.comparingDouble(this::cost));
    return withinBudgets(all);
  }

  private List<ClaimBook> withinBudgets(List<ClaimBook> claims) {
    Map<PoolBook, Integer> left = new LinkedHashMap<>();
    claims.forEach(
        claim -> left.putIfAbsent(claim.pool, budgets.left(claim.pool, Reason.UNDERUTILIZED)));
    return claims.stream().filter(claim -> left.merge(claim.pool, -1, Integer::sum) >= 0).toList();
  }

  private double cost(ClaimBook claim) {
    return rules.moving(claim).stream().mapToDouble(PodRules::cost).sum()
        * claim.shareLeft(pools.now());
  }
}
