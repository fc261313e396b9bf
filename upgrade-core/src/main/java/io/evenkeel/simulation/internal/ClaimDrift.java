package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.ClusterDelay;
import io.evenkeel.simulation.DurationRange;
import java.time.Duration;
import java.util.Optional;

/**
 * Notices which claims are not as their pools want them any more: at once where the pool was
 * changed, and within five minutes where the image was.
 */
final class ClaimDrift {
  private static final DurationRange RECHECK =
      DurationRange.of(Duration.ofSeconds(1), Duration.ofMinutes(5));

  private final PoolWorld pools;

  ClaimDrift(PoolWorld pools) {
    this.pools = pools;
  }

  /** Looks at the claims of a pool that was changed. */
  void poolChanged(PoolBook pool) {
    DurationRange soon = pools.world.settings.delay(ClusterDelay.CONTROLLER);
    pools.claimsOf(pool).forEach(claim -> lookWithin(soon, claim));
  }

  /** Looks at all claims, each as its time comes, since there are other images. */
  void imageChanged() {
    pools.claims().forEach(claim -> lookWithin(RECHECK, claim));
  }

  private void lookWithin(DurationRange span, ClaimBook claim) {
    pools.world.later(
        pools.chance.draw(span, claim.name + "/drift", pools.world.moment()), () -> look(claim));
  }

  private void look(ClaimBook claim) {
    Optional<String> reason = outdated(claim);
    boolean known = claim.drift.map(ClaimBook.Drift::reason).equals(reason);
    if (pools.has(claim) && !known) {
      claim.drift = reason.map(why -> new ClaimBook.Drift(why, pools.now()));
      pools.note(claim + reason.map(why -> " drifted: " + why).orElse(" drifts no more"));
    }
  }

  /** Returns why the claim is not as its pool wants it, whether that was noticed or not. */
  Optional<String> outdated(ClaimBook claim) {
    if (!claim.template.equals(claim.pool.template())) {
      return Optional.of("NodePoolDrifted");
    }
    if (!claim.pool.settings.admits(claim.type, claim.zone)) {
      return Optional.of("RequirementsDrifted");
    }
    return claim.kubernetes.equals(pools.kubernetesOf(claim.pool))
        ? Optional.empty()
        : Optional.of("AMIDrift");
  }
}
