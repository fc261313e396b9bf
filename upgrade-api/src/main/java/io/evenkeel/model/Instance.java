package io.evenkeel.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A machine of a node group, as the cloud tells it.
 *
 * @param zone where it runs, as observed
 * @param template what it was launched from; absent where the cloud no longer tells
 * @param image the image that it was launched with; empty where the cloud does not tell
 */
public record Instance(
    String id,
    String zone,
    State state,
    Optional<TemplateVersion> template,
    String image,
    String type,
    Optional<Instant> launchedAt) {

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

  public Instance withState(State newState) {
    return new Instance(id, zone, newState, template, image, type, launchedAt);
  }
}
