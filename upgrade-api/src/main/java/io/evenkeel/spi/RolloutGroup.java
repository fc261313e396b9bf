package io.evenkeel.spi;

import io.evenkeel.model.Node;
import java.util.Map;
import java.util.Optional;

/**
 * A group as the cloud that replaces its nodes shows it.
 *
 * @param nodeLabels the labels that every node of the group carries, and no other node
 * @param pace how many nodes the cloud takes at once
 * @param running the rollout that is under way, whoever has started it
 */
public record RolloutGroup(
    String name, Map<String, String> nodeLabels, RolloutPace pace, Optional<String> running) {

  /** Returns whether the node is one of the group. */
  public boolean includes(Node node) {
    return !nodeLabels.isEmpty()
        && node.meta().labels().entrySet().containsAll(nodeLabels.entrySet());
  }
}
