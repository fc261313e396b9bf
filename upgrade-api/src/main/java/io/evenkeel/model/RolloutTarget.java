package io.evenkeel.model;

import java.util.Map;

/**
 * What the nodes of a group become in a rollout by somebody else, pinned to things that do not
 * move.
 *
 * @param version what the cloud calls it, such as a release version; nobody but its provider reads
 *     more into it
 * @param nodeLabels the labels by which a node shows that it is at the target; never empty
 * @param description what changes, for people: names and versions from and to
 */
public record RolloutTarget(String version, Map<String, String> nodeLabels, String description) {
  public RolloutTarget {
    nodeLabels = Ordered.copy(nodeLabels);
  }

  /** Returns whether the node already is what this target wants. */
  public boolean isMetBy(Node node) {
    return !nodeLabels.isEmpty()
        && node.meta().labels().entrySet().containsAll(nodeLabels.entrySet());
  }
}
