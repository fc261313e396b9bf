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
    return pool.settings.expireAfter().map(createdAt::plus);
  }

  /** Returns when what is left on the node is deleted, whatever budgets say. */
  Optional<Instant> terminatesBy() {
    Optional<Duration> grace = pool.settings.terminationGrace();
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
