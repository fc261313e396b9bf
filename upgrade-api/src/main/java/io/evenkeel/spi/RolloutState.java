package io.evenkeel.spi;

/**
 * How far a rollout by somebody else is.
 *
 * @param explanation what it is doing or what holds it, as a sentence for people
 */
public record RolloutState(Stage stage, int replaced, int remaining, String explanation) {

  /** Where a rollout stands. */
  public enum Stage {
    IN_PROGRESS,
    SUCCEEDED,
    FAILED,
    CANCELLED
  }
}
