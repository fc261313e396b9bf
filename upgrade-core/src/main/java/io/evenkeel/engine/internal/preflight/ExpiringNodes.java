package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.NodeClaim;
import io.evenkeel.spi.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tells which nodes of a pool expire next: at that time they go whatever budgets of the pool say,
 * and many at once where they have come at once. Those that the plan replaces are not among them.
 */
final class ExpiringNodes implements Check {
  private static final Duration SOON = Duration.ofDays(7);
  private static final Duration IMMINENT = Duration.ofDays(2);
  private static final Duration TOGETHER = Duration.ofHours(1);
  private static final String REMEDY =
      "replace them earlier and evenly: select(agedBetween(..)) with shorter times than the pool's"
          + " expireAfter";

  @Override
  public List<Finding> findings(Situation situation) {
    List<Finding> findings = new ArrayList<>();
    for (RolloutFacts group : situation.rollouts()) {
      List<NodeClaim> expiring =
          group.expiring().sorted(Comparator.comparing(ExpiringNodes::expiry)).toList();
      soon(group, expiring, situation.now()).ifPresent(findings::add);
      together(group, expiring, situation.now()).ifPresent(findings::add);
    }
    return findings;
  }

  private static Instant expiry(NodeClaim claim) {
    return claim.expiresAt().orElseThrow();
  }

  private static String name(NodeClaim claim) {
    return claim.node().orElse(claim.name());
  }

  private static Optional<Finding> soon(RolloutFacts group, List<NodeClaim> expiring, Instant now) {
    List<String> soon =
        expiring.stream()
            .filter(claim -> expiry(claim).isBefore(now.plus(SOON)))
            .map(claim -> name(claim) + " at " + expiry(claim))
            .toList();
    return soon.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.info(
                "NODES_EXPIRE_SOON",
                group.where(),
                Names.count(soon.size(), "node expires", "nodes expire")
                    + " within "
                    + SOON.toDays()
                    + " days: "
                    + Names.of(soon),
                REMEDY));
  }

  private static Optional<Finding> together(
      RolloutFacts group, List<NodeClaim> expiring, Instant now) {
    List<NodeClaim> crowd = fullestHour(expiring);
    return crowd.size() < 2 ? Optional.empty() : Optional.of(together(group.where(), crowd, now));
  }

  /** Long before, a plan that is started each night has time to replace them one by one. */
  private static Finding together(String where, List<NodeClaim> crowd, Instant now) {
    Instant first = expiry(crowd.get(0));
    String what =
        Names.count(crowd.size(), "node expires", "nodes expire")
            + " within the hour from "
            + first
            + ", in "
            + Names.days(Duration.between(now, first))
            + ", whatever the budgets of the pool say: "
            + Names.of(crowd.stream().map(ExpiringNodes::name).toList());
    return first.isBefore(now.plus(IMMINENT))
        ? Finding.warning("NODES_EXPIRE_TOGETHER", where, what, REMEDY)
        : Finding.info("NODES_EXPIRE_TOGETHER", where, what, REMEDY);
  }

  /** Returns those that expire in the hour in which most do; the first of several such hours. */
  private static List<NodeClaim> fullestHour(List<NodeClaim> expiring) {
    List<NodeClaim> fullest = List.of();
    int last = 0;
    for (int first = 0; first < expiring.size(); first++) {
      Instant end = expiry(expiring.get(first)).plus(TOGETHER);
      while (last < expiring.size() && expiry(expiring.get(last)).isBefore(end)) {
        last++;
      }
      if (last - first > fullest.size()) {
        fullest = expiring.subList(first, last);
      }
    }
    return fullest;
  }
}
