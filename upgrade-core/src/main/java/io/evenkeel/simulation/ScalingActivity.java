package io.evenkeel.simulation;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that a group did to itself: a launch or a termination.
 *
 * @param instance id of the instance; empty where none came to be
 * @param cause why, in the sentences that Auto Scaling uses, such as {@code At .. a user request
 *     ..}
 * @param message what went wrong; empty where nothing did
 */
public record ScalingActivity(
    String id,
    String group,
    String instance,
    Status status,
    String description,
    String cause,
    String message,
    Instant startedAt,
    Optional<Instant> endedAt) {

  /** How far it is. */
  public enum Status {
    IN_PROGRESS("InProgress"),
    SUCCESSFUL("Successful"),
    FAILED("Failed");

    private final String label;

    Status(String label) {
      this.label = label;
    }

    /** Returns the word that Auto Scaling uses. */
    public String label() {
      return label;
    }
  }

  /** Returns the same activity, failed since then for that reason. */
  public ScalingActivity failed(Instant when, String why) {
    return new ScalingActivity(
        id, group, instance, Status.FAILED, description, cause, why, startedAt, Optional.of(when));
  }

  /** Returns the same activity, successful since then. */
  public ScalingActivity done(Instant when) {
    return new ScalingActivity(
        id,
        group,
        instance,
        Status.SUCCESSFUL,
        description,
        cause,
        message,
        startedAt,
        Optional.of(when));
  }
}
