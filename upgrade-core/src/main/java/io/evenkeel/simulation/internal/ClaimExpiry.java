package io.evenkeel.simulation.internal;

import java.time.Duration;
import java.time.Instant;

/** Deletes claims at their age, whatever budgets say, and makes nothing in their place before. */
final class ClaimExpiry {
  private final PoolWorld pools;
  private final ClaimTermination termination;

  ClaimExpiry(PoolWorld pools, ClaimTermination termination) {
    this.pools = pools;
    this.termination = termination;
  }

  /** Has the claim go in time. */
  void await(ClaimBook claim) {
    claim.expiresAt().ifPresent(at -> pools.world.later(until(at), () -> expire(claim)));
  }

  private Duration until(Instant at) {
    Duration left = Duration.between(pools.now(), at);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void expire(ClaimBook claim) {
    if (pools.has(claim) && claim.deletedAt.isEmpty()) {
      pools.note(claim + " expired");
      termination.delete(claim);
    }
  }
}
