package io.evenkeel.spi;

import java.util.List;

/**
 * How far a rollout by somebody else is.
 *
 * @param troubles what the cloud says went wrong; empty while nothing has
 */
public record RolloutState(Stage stage, List<Trouble> troubles) {
  public RolloutState {
    troubles = List.copyOf(troubles);
  }

  /** Where a rollout stands. */
  public enum Stage {
    IN_PROGRESS,
    SUCCEEDED,
    FAILED,
    CANCELLED
  }

  /**
   * Something that went wrong.
   *
   * @param code what the cloud calls it, such as {@code PodEvictionFailure}
   * @param what what happened, as a sentence for people
   * @param remedy what to do about it
   * @param resources what it happened to, such as names of nodes
   */
  public record Trouble(String code, String what, String remedy, List<String> resources) {
    public Trouble {
      resources = List.copyOf(resources);
    }
  }
}
