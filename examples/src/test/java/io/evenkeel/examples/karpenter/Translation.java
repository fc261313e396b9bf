package io.evenkeel.examples.karpenter;

import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodeClaim.State;
import io.evenkeel.simulation.contract.PoolSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Between the words of the contract and those of Karpenter. */
final class Translation {
  private Translation() {}

  static PoolManifest manifest(PoolSettings settings) {
    PoolManifest pool = PoolManifest.named(settings.name()).label("image", settings.image());
    if (!settings.budgets().isEmpty()) {
      pool = pool.budgets(budgets(settings.budgets()));
    }
    if (settings.consolidateAfter().isPresent()) {
      pool = pool.consolidates(policy(settings), settings.consolidateAfter().get());
    }
    if (settings.expireAfter().isPresent()) {
      pool = pool.expireAfter(settings.expireAfter().get());
    }
    if (settings.terminationGrace().isPresent()) {
      pool = pool.terminationGracePeriod(settings.terminationGrace().get());
    }
    if (settings.maxNodes().isPresent()) {
      pool = pool.limit("nodes", "" + settings.maxNodes().getAsInt());
    }
    return pool;
  }

  private static String policy(PoolSettings settings) {
    return switch (settings.consolidation()) {
      case WHEN_EMPTY -> "WhenEmpty";
      case WHEN_EMPTY_OR_UNDERUTILIZED -> "WhenEmptyOrUnderutilized";
    };
  }

  private static PoolBudget[] budgets(List<PoolSettings.Budget> budgets) {
    return budgets.stream().map(Translation::budget).toArray(PoolBudget[]::new);
  }

  private static PoolBudget budget(PoolSettings.Budget budget) {
    return new PoolBudget(
        budget.nodes(),
        budget.reasons().stream().map(Translation::reason).toList(),
        budget.window().map(w -> new PoolBudget.Window(w.schedule(), w.duration())));
  }

  private static String reason(PoolSettings.Reason reason) {
    return switch (reason) {
      case UNDERUTILIZED -> "Underutilized";
      case EMPTY -> "Empty";
      case DRIFTED -> "Drifted";
    };
  }

  static NodeClaim claim(SeenClaim seen) {
    return new NodeClaim(
        seen.name(),
        seen.uid(),
        seen.node(),
        seen.zone(),
        seen.type(),
        seen.createdAt(),
        expiry(seen),
        state(seen),
        seen.reason("Drifted"),
        List.of());
  }

  private static Optional<Instant> expiry(SeenClaim seen) {
    return seen.expireAfter().equals("Never")
        ? Optional.empty()
        : Optional.of(seen.createdAt().plus(Duration.parse("PT" + seen.expireAfter())));
  }

  private static State state(SeenClaim seen) {
    if (seen.deletedAt().isPresent()) {
      return State.TERMINATING;
    }
    if (seen.is("DisruptionReason")) {
      return State.DISRUPTED;
    }
    return seen.is("Initialized") ? State.IN_SERVICE : State.LAUNCHING;
  }
}
