package io.evenkeel.model;

import io.evenkeel.Obstacle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One node of a node pool as its provisioner knows it, from before it is launched until it is gone.
 *
 * @param node the node's name; absent until it has registered
 * @param zone where it runs; empty until that is known
 * @param type what kind of machine it is; empty until that is known
 * @param expiresAt when the provisioner removes it for its age, whatever budgets say
 * @param terminationGrace how long after it has been asked to go, or has expired, its pods are
 *     deleted whatever keeps them; absent where they are waited for without end
 * @param lastsUntil when that will be, where it has been asked to go already
 * @param outdatedBecause why the provisioner means to replace it, such as {@code NodePoolDrifted};
 *     absent where it is as its pool wants it
 * @param waits what keeps the provisioner from going on with it, each with a remedy
 */
public record NodeClaim(
    String name,
    String uid,
    Optional<String> node,
    String zone,
    String type,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Duration> terminationGrace,
    Optional<Instant> lastsUntil,
    State state,
    Optional<String> outdatedBecause,
    List<Obstacle> waits) {

  public NodeClaim {
    waits = List.copyOf(waits);
  }

  /** Returns a claim whose pods are waited for without end. */
  public NodeClaim(
      String name,
      String uid,
      Optional<String> node,
      String zone,
      String type,
      Instant createdAt,
      Optional<Instant> expiresAt,
      State state,
      Optional<String> outdatedBecause,
      List<Obstacle> waits) {
    this(
        name,
        uid,
        node,
        zone,
        type,
        createdAt,
        expiresAt,
        Optional.empty(),
        Optional.empty(),
        state,
        outdatedBecause,
        waits);
  }

  /** How far a node is in its life. */
  public enum State {
    /** It is being launched, registers, or is not usable yet. */
    LAUNCHING,
    /** It takes pods. */
    IN_SERVICE,
    /** The provisioner has chosen it to go and makes its replacement. */
    DISRUPTED,
    /** It is drained, or being terminated; it does not come back. */
    TERMINATING;

    /** Returns whether the machine is one that its pool keeps. */
    public boolean staysInPool() {
      return this == LAUNCHING || this == IN_SERVICE;
    }
  }

  /** Returns the same in another state. */
  public NodeClaim withState(State newState) {
    return new NodeClaim(
        name,
        uid,
        node,
        zone,
        type,
        createdAt,
        expiresAt,
        terminationGrace,
        lastsUntil,
        newState,
        outdatedBecause,
        waits);
  }
}
