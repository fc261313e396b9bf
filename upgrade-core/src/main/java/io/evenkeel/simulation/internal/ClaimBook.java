package io.evenkeel.simulation.internal;

import io.evenkeel.model.NodeClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One node of a pool, from before it is launched until it is gone. */
final class ClaimBook {

  /** Why a claim is not as its pool wants it, and since when that is known. */
  record Drift(String reason, Instant since) {}

  final String name;
  final String uid;
  final PoolBook pool;
  final String zone;
  final String type;
  final Instant createdAt;
  final String template;
  final String kubernetes;

  /** What its pool was as it was made. */
  final PoolSettings settings;

  boolean launched;
  boolean booted;
  boolean registered;
  Optional<String> node = Optional.empty();
  Optional<Instant> initializedAt = Optional.empty();
  Optional<Drift> drift = Optional.empty();

  /** Whether the provisioner has chosen it to go. */
  boolean chosen;

  Optional<Instant> deletedAt = Optional.empty();

  /** Whether it is drained and its machine was asked to stop. */
  boolean machineStops;

  /** Until when pods are expected that were to be placed here. */
  Instant nominatedUntil = Instant.MIN;

  Instant lastPodEvent = Instant.MIN;

  ClaimBook(String name, String uid, PoolBook pool, String zone, String type, Made made) {
    this.name = name;
    this.uid = uid;
    this.pool = pool;
    this.settings = pool.settings;
    this.zone = zone;
    this.type = type;
    this.createdAt = made.at();
    this.template = made.template();
    this.kubernetes = made.kubernetes();
  }

  /** When a claim was made, and of what. */
  record Made(Instant at, String template, String kubernetes) {}

  String instanceId() {
    return "i-" + name;
  }

  String providerId() {
    return "sim:///" + zone + "/" + instanceId();
  }

  boolean initialized() {
    return initializedAt.isPresent();
  }

  /** Returns whether it is about to go, so that nothing is to be placed there any more. */
  boolean leaves() {
    return chosen || deletedAt.isPresent();
  }

  Optional<Instant> expiresAt() {
    return settings.expireAfter().map(createdAt::plus);
  }

  /** Returns how much of its life is left, as a share; all of it where it does not expire. */
  double shareLeft(Instant now) {
    return settings
        .expireAfter()
        .map(life -> 1 - (double) Duration.between(createdAt, now).toSeconds() / life.toSeconds())
        .map(share -> Math.max(0, Math.min(1, share)))
        .orElse(1.0);
  }

  /** Returns when what is left on the node is deleted, whatever budgets say. */
  Optional<Instant> terminatesBy() {
    Optional<Duration> grace = settings.terminationGrace();
    return deletedAt.flatMap(at -> grace.map(at::plus));
  }

  NodeClaim.State state() {
    if (deletedAt.isPresent()) {
      return NodeClaim.State.TERMINATING;
    }
    if (chosen) {
      return NodeClaim.State.DISRUPTED;
    }
    return initialized() ? NodeClaim.State.IN_SERVICE : NodeClaim.State.LAUNCHING;
  }

  @Override
  public String toString() {
    return "NodeClaim " + name;
  }
}
