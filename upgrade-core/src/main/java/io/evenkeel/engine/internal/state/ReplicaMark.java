package io.evenkeel.engine.internal.state;

import io.evenkeel.model.Workload;
import java.util.Optional;

/**
 * What a run has done to a workload's replicas, as the mark on the workload tells.
 *
 * @param original how many it wanted before
 * @param surged how many it wants since
 */
public record ReplicaMark(String run, int original, int surged) {
  public static final String NAME = "evenkeel.io/replicas";

  public static Optional<ReplicaMark> of(Workload workload) {
    String[] words = workload.meta().annotations().getOrDefault(NAME, "").split(" ", -1);
    if (words.length != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ReplicaMark(words[0], Integer.parseInt(words[1]), Integer.parseInt(words[2])));
    } catch (NumberFormatException spoiled) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return run + " " + original + " " + surged;
  }
}
