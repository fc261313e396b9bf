package io.evenkeel;

import io.evenkeel.model.Instance;
import io.evenkeel.model.Node;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * An instance of a group that a {@link NodeSelector} is asked about, with its node where it has
 * registered one.
 *
 * @param match whether it already is what the target wants
 * @param age how long ago it was launched; zero where neither cloud nor cluster tell
 * @param lottery a number that depends on the run and the instance only, for orders by chance
 */
public record Candidate(
    Instance instance, Optional<Node> node, TargetMatch match, Duration age, long lottery) {

  /** Whether an instance is what the target wants. */
  public enum TargetMatch {
    CURRENT,
    OUTDATED
  }

  /** Returns the node's labels, empty where there is no node. */
  public Map<String, String> labels() {
    return node.map(n -> n.meta().labels()).orElse(Map.of());
  }

  public String zone() {
    return instance.zone();
  }
}
