package io.evenkeel.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A machine of a node group, as the cloud tells it.
 *
 * @param zone where it runs, as observed
 * @param template what it was launched from; absent where the cloud no longer tells
 * @param image the image that it was launched with; empty where the cloud does not tell
 * @param health what its group holds it to be
 * @param registrations the target groups that send it traffic, or let the last of it end; empty
 *     where there are none
 */
public record Instance(
    String id,
    String zone,
    State state,
    Optional<TemplateVersion> template,
    String image,
    String type,
    Optional<Instant> launchedAt,
    Health health,
    List<TargetRegistration> registrations) {

  public Instance {
    registrations = List.copyOf(registrations);
  }

  /** Makes a healthy instance that no target group sends traffic to. */
  public Instance(
      String id,
      String zone,
      State state,
      Optional<TemplateVersion> template,
      String image,
      String type,
      Optional<Instant> launchedAt) {
    this(id, zone, state, template, image, type, launchedAt, Health.HEALTHY, List.of());
  }

  /** Where an instance is in its life, coarser than any one cloud's own words. */
  public enum State {
    /** Being launched; it counts against the size of the group. */
    PENDING,
    IN_SERVICE,
    /** In the group, but not in service by somebody's wish. */
    STANDBY,
    /** Asked to go, or going. */
    TERMINATING,
    TERMINATED,
    /** A state that this version does not know; left alone and counted as present. */
    OTHER;

    /** Returns whether an instance in this state counts against the size of its group. */
    public boolean countsAgainstSize() {
      return this != TERMINATING && this != TERMINATED;
    }
  }

  /** What a group holds an instance to be, by its own checks or by the word of load balancers. */
  public enum Health {
    HEALTHY,
    /** The group replaces it as soon as it may. */
    UNHEALTHY
  }

  public Instance withState(State newState) {
    return new Instance(
        id, zone, newState, template, image, type, launchedAt, health, registrations);
  }
}
