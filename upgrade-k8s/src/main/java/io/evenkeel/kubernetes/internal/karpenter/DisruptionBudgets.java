package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.Quantity;
import io.evenkeel.kubernetes.internal.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * What the budgets of a node pool allow: of those in force that bound the reason, the least. Pure:
 * the time is passed in.
 */
record DisruptionBudgets(List<DisruptionBudget> budgets) {
  private static final DisruptionBudget DEFAULT =
      new DisruptionBudget("10%", List.of(), Optional.empty());
  private static final Duration HORIZON = Duration.ofDays(400);
  private static final int MOST_CHANGES = 1_500;

  DisruptionBudgets {
    budgets = List.copyOf(budgets);
  }

  /** Reads them off a node pool; one that says nothing has one budget of 10 %. */
  static DisruptionBudgets of(JsonObject pool) {
    JsonObject disruption = Json.object(pool, "spec", "disruption");
    return Json.has(disruption, "budgets")
        ? new DisruptionBudgets(
            Json.objects(disruption, "budgets").stream().map(DisruptionBudget::read).toList())
        : new DisruptionBudgets(List.of(DEFAULT));
  }

  /**
   * Returns how many nodes of that many may be gone at once for that reason. One budget that cannot
   * be read allows nothing at all, whatever it was to bound.
   */
  int allowed(Instant now, int nodesInPool, String reason) {
    return tightest(now, nodesInPool, reason)
        .map(budget -> budget.allowed(now, nodesInPool))
        .orElse(DisruptionBudget.NO_LIMIT);
  }

  /** Returns the budget that decides now, empty where none is in force. */
  Optional<DisruptionBudget> tightest(Instant now, int nodesInPool, String reason) {
    return unreadable(now)
        .or(
            () ->
                bounding(reason)
                    .filter(budget -> budget.inForce(now))
                    .min(Comparator.comparingInt(b -> b.allowed(now, nodesInPool))));
  }

  /** Returns what they allow at any time, as it is written: those with a schedule come and go. */
  List<Quantity> always(String reason) {
    return bounding(reason)
        .filter(budget -> budget.window().isEmpty())
        .map(budget -> budget.quantity().orElse(Quantity.nodes(0)))
        .toList();
  }

  private Optional<DisruptionBudget> unreadable(Instant now) {
    return budgets.stream().filter(budget -> budget.unreadable(now)).findFirst();
  }

  /** Returns when they next allow a node, empty where that is never, or not within a year. */
  Optional<Instant> opensAfter(Instant now, int nodesInPool, String reason) {
    return next(now, nodesInPool, reason, allowed -> allowed > 0);
  }

  /** Returns when they next allow nothing, empty where that is never, or not within a year. */
  Optional<Instant> closesAfter(Instant now, int nodesInPool, String reason) {
    return next(now, nodesInPool, reason, allowed -> allowed == 0);
  }

  private Optional<Instant> next(Instant now, int nodes, String reason, IntPredicate wanted) {
    Optional<Instant> change = nextChange(now, reason);
    for (int i = 0; i < MOST_CHANGES && change.isPresent(); i++) {
      Instant at = change.get();
      if (at.isAfter(now.plus(HORIZON))) {
        return Optional.empty();
      }
      if (wanted.test(allowed(at, nodes, reason))) {
        return change;
      }
      change = nextChange(at, reason);
    }
    return Optional.empty();
  }

  private Optional<Instant> nextChange(Instant now, String reason) {
    return bounding(reason)
        .flatMap(budget -> budget.nextChange(now).stream())
        .min(Instant::compareTo);
  }

  private Stream<DisruptionBudget> bounding(String reason) {
    return budgets.stream().filter(budget -> budget.bounds(reason));
  }
}
