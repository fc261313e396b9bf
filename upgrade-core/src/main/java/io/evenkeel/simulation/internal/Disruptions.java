package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.Taint;
import io.evenkeel.simulation.SimulatedNodePools;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries out what was decided: closes the nodes, makes their replacements, and deletes the claims
 * once all of these can be used. Where a replacement does not come the nodes are opened again.
 */
final class Disruptions {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final PoolWorld pools;
  private final ClaimLaunches launches;
  private final ClaimTermination termination;

  private record Command(List<ClaimBook> claims, List<ClaimBook> replacements, Instant since) {}

  Disruptions(PoolWorld pools, ClaimLaunches launches, ClaimTermination termination) {
    this.pools = pools;
    this.launches = launches;
    this.termination = termination;
  }

  /** Begins; returns whether it did, which it does not where a replacement cannot be made. */
  boolean start(List<ClaimBook> claims, List<NewClaims.Wanted> wanted, String reason) {
    claims.forEach(this::close);
    List<ClaimBook> replacements = new ArrayList<>();
    for (NewClaims.Wanted one : wanted) {
      Optional<ClaimBook> made = launches.create(one, reason);
      if (made.isEmpty()) {
        claims.forEach(this::open);
        return false;
      }
      replacements.add(made.get());
    }
    claims.forEach(claim -> claim.chosen = true);
    pools.note(claims + " chosen: " + reason + ", replaced by " + replacements);
    look(new Command(claims, replacements, pools.now()));
    return true;
  }

  private void close(ClaimBook claim) {
    Node node = pools.nodeOf(claim);
    if (node != null) {
      pools.world.store.update(Taints.with(node, SimulatedNodePools.DISRUPTED));
    }
  }

  private void open(ClaimBook claim) {
    claim.chosen = false;
    Node node = pools.nodeOf(claim);
    Taint taint = SimulatedNodePools.DISRUPTED;
    if (node != null && claim.deletedAt.isEmpty() && node.taints().contains(taint)) {
      pools.world.store.update(Taints.without(node, taint));
    }
  }

  private void look(Command command) {
    boolean lost = command.replacements().stream().anyMatch(c -> !c.initialized() && goes(c));
    if (lost || command.since().plus(PATIENCE).isBefore(pools.now())) {
      pools.note(command.claims() + " stay: a replacement did not come");
      command.claims().forEach(this::open);
    } else if (command.replacements().stream().allMatch(ClaimBook::initialized)) {
      command.claims().forEach(termination::delete);
    } else {
      pools.world.after(LOOK, () -> look(command));
    }
  }

  private boolean goes(ClaimBook claim) {
    return claim.deletedAt.isPresent() || !pools.has(claim);
  }
}
