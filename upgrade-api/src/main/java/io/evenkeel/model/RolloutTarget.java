package io.evenkeel.model;

import java.util.Map;
import java.util.Optional;

/**
 * What the nodes of a group become in a rollout by somebody else, pinned to things that do not
 * move.
 *
 * @param version what the cloud calls it, such as a release version; nobody but its provider reads
 *     more into it
 * @param kubernetes the Kubernetes version of these nodes, such as {@code 1.34}, where it is known
 * @param nodeLabels the labels by which a node shows that it is at the target; never empty
 * @param description what changes, for people: names and versions from and to
 */
public record RolloutTarget(
    String version,
    Optional<String> kubernetes,
    Map<String, String> nodeLabels,
    String description) {
  public RolloutTarget {
    nodeLabels = Ordered.copy(nodeLabels);
  }

  /** Returns a target of which nobody says what Kubernetes version it has. */
  public RolloutTarget(String version, Map<String, String> nodeLabels, String description) {
    this(version, Optional.empty(), nodeLabels, description);
  }

  /** Returns whether the node already is what this target wants. */
  public boolean isMetBy(Node node) {
    return !nodeLabels.isEmpty()
        && node.meta().labels().entrySet().containsAll(nodeLabels.entrySet());
  }
}
