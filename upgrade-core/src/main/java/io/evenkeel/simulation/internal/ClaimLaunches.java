package io.evenkeel.simulation.internal;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.BootedInstance;
import io.evenkeel.simulation.BootedInstance.Joining;
import io.evenkeel.simulation.DurationRange;
import java.time.Duration;
import java.util.Optional;

/** Makes claims, launches their machines, and gives up on those that do not come. */
final class ClaimLaunches {
  private static final DurationRange LAUNCHING = DurationRange.millis(1000, 3000);
  private static final Duration LAUNCH_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration REGISTRATION_TIMEOUT = Duration.ofMinutes(15);

  /** How long the cloud is not asked again where it had no machine. */
  private static final Duration NOT_ASKED_AGAIN = Duration.ofMinutes(3);

  private final PoolWorld pools;
  private final PoolFaults faults;
  private final ClaimTermination termination;
  private final ClaimExpiry expiry;

  ClaimLaunches(PoolWorld pools, PoolFaults faults, ClaimTermination termination) {
    this.expiry = new ClaimExpiry(pools, termination);
    this.pools = pools;
    this.faults = faults;
    this.termination = termination;
  }

  /** Makes a claim, unless its pool is larger than it may be. */
  Optional<ClaimBook> create(NewClaims.Wanted wanted, String why) {
    if (new PoolLimits(pools, wanted.pool()).exceeded()) {
      pools.note("no claim for node pool " + wanted.pool().name + ": it is beyond its limits");
      return Optional.empty();
    }
    ClaimBook claim = book(wanted.pool(), wanted.zone(), wanted.type(), Duration.ZERO);
    pools.add(claim);
    expiry.await(claim);
    pools.note(claim + " made, " + claim.type + " in zone " + claim.zone + ", " + why);
    pools.world.after(draw(LAUNCHING, claim, "launch"), () -> launch(claim));
    return Optional.of(claim);
  }

  /** Adds a claim whose machine runs from the beginning. */
  void found(PoolBook pool, String zone) {
    ClaimBook claim = book(pool, zone, pool.settings.types().get(0), pool.settings.age());
    claim.launched = true;
    claim.booted = true;
    claim.registered = true;
    claim.initializedAt = Optional.of(pools.now());
    pools.add(claim);
    expiry.await(claim);
    pools.machines.instanceFound(machine(claim, Joining.BECOMES_READY));
    pools.world.store.nodes().stream()
        .filter(node -> node.providerId().equals(Optional.of(claim.providerId())))
        .findFirst()
        .ifPresent(node -> pools.registered(claim, node.name()));
  }

  private ClaimBook book(PoolBook pool, String zone, String type, Duration age) {
    String letters = Names.letters(pools.chance.bits(pool.name + pools.world.nextOf(pool.name)), 5);
    return new ClaimBook(
        pool.name + "-" + letters,
        pools.world.store.newUid(),
        pool,
        zone,
        type,
        new ClaimBook.Made(pools.now().minus(age), pool.template(), pools.kubernetesOf(pool)));
  }

  private void launch(ClaimBook claim) {
    if (claim.deletedAt.isPresent()) {
      return;
    }
    if (faults.hangs(claim)) {
      pools.note(claim + " is not answered by the cloud");
      pools.world.later(
          LAUNCH_TIMEOUT, () -> giveUp(claim, claim.launched, "not launched in time"));
    } else if (faults.hasNone(claim)) {
      claim.pool.foundEmpty(claim.zone, pools.now(), NOT_ASKED_AGAIN);
      pools.note("no machine for " + claim + " in zone " + claim.zone);
      termination.delete(claim);
    } else {
      claim.launched = true;
      pools.note(claim + " launched");
      pools.world.after(draw(claim.pool.settings.boot(), claim, "boot"), () -> boot(claim));
      pools.world.later(
          REGISTRATION_TIMEOUT, () -> giveUp(claim, claim.registered, "not registered in time"));
    }
  }

  private void boot(ClaimBook claim) {
    if (claim.deletedAt.isEmpty()) {
      claim.booted = true;
      pools.machines.instanceBooted(machine(claim, faults.joining(claim)));
    }
  }

  private void giveUp(ClaimBook claim, boolean came, String why) {
    if (!came && claim.deletedAt.isEmpty()) {
      pools.note(claim + " " + why);
      faults.gaveUp(claim, why);
      termination.delete(claim);
    }
  }

  private static BootedInstance machine(ClaimBook claim, Joining joining) {
    return new BootedInstance(
        claim.instanceId(),
        claim.providerId(),
        claim.zone,
        claim.type,
        claim.template,
        new TemplateVersion(claim.pool.name, claim.template),
        PoolNodes.labels(claim),
        joining);
  }

  private Duration draw(DurationRange span, ClaimBook claim, String what) {
    return pools.chance.draw(span, claim.name + "/" + what);
  }
}
