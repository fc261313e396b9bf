package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodePool;
import io.evenkeel.spi.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tells which nodes of a pool expire next: at that time they go whatever budgets of the pool say,
 * and many at once where they have come at once.
 */
final class ExpiringNodes implements Check {
  private static final Duration TOGETHER = Duration.ofHours(1);

  @Override
  public List<Finding> findings(Situation situation) {
    List<Finding> findings = new ArrayList<>();
    for (RolloutFacts group : situation.rollouts()) {
      group.group().pool().flatMap(pool -> together(pool, group)).ifPresent(findings::add);
    }
    return findings;
  }

  private static Optional<Finding> together(NodePool pool, RolloutFacts group) {
    List<NodeClaim> expiring =
        pool.claims().stream()
            .filter(claim -> claim.state().staysInPool() && claim.expiresAt().isPresent())
            .filter(claim -> claim.node().filter(group.outdated()::contains).isEmpty())
            .sorted(Comparator.comparing(claim -> claim.expiresAt().orElseThrow()))
            .toList();
    if (expiring.size() < 2) {
      return Optional.empty();
    }
    Instant first = expiring.get(0).expiresAt().orElseThrow();
    List<String> crowd =
        expiring.stream()
            .filter(c -> c.expiresAt().orElseThrow().isBefore(first.plus(TOGETHER)))
            .map(claim -> claim.node().orElse(claim.name()))
            .toList();
    return crowd.size() < 2 ? Optional.empty() : Optional.of(finding(group, crowd, first));
  }

  private static Finding finding(RolloutFacts group, List<String> crowd, Instant first) {
    return Finding.warning(
        "NODES_EXPIRE_TOGETHER",
        group.where(),
        "from "
            + first
            + " these nodes expire within an hour, whatever the budgets of the pool say: "
            + Names.of(crowd),
        "replace them earlier and evenly: select(agedBetween(..)) with shorter times than the"
            + " pool's expireAfter");
  }
}
