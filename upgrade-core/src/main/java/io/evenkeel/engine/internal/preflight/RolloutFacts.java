package io.evenkeel.engine.internal.preflight;

import io.evenkeel.GroupPlan;
import io.evenkeel.model.Node;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutGroup;
import java.util.List;

/** What was read, before the first write, of a group that somebody else rolls out. */
public record RolloutFacts(
    GroupPlan.Delegated plan,
    RolloutGroup group,
    RolloutTarget target,
    List<Finding> fromProvider) {

  public RolloutFacts {
    fromProvider = List.copyOf(fromProvider);
  }

  /** Returns the nodes that are to be replaced. */
  List<Node> outdated(List<Node> cluster) {
    return cluster.stream().filter(group::includes).filter(node -> !target.isMetBy(node)).toList();
  }
}
