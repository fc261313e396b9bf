package io.evenkeel.spi;

import io.evenkeel.model.Node;
import io.evenkeel.model.NodePool;
import io.evenkeel.model.Taint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A group as the cloud that replaces its nodes shows it.
 *
 * @param nodeLabels the labels that every node of the group carries, and no other node
 * @param pace how many nodes the cloud takes at once
 * @param running the rollout that is under way, whoever has started it
 * @param closingTaints by which the cloud may close a node that is to go, instead of cordoning it
 * @param size how many nodes the cloud wants the group to have, where it tells
 * @param pool what the group holds, where it is a node pool
 */
public record RolloutGroup(
    String name,
    Map<String, String> nodeLabels,
    RolloutPace pace,
    Optional<String> running,
    List<Taint> closingTaints,
    OptionalInt size,
    Optional<NodePool> pool) {

  public RolloutGroup {
    closingTaints = List.copyOf(closingTaints);
  }

  /** Returns a group that is no node pool. */
  public RolloutGroup(
      String name,
      Map<String, String> nodeLabels,
      RolloutPace pace,
      Optional<String> running,
      List<Taint> closingTaints,
      OptionalInt size) {
    this(name, nodeLabels, pace, running, closingTaints, size, Optional.empty());
  }

  /** Returns a group whose nodes are closed by cordoning them. */
  public RolloutGroup(
      String name, Map<String, String> nodeLabels, RolloutPace pace, Optional<String> running) {
    this(name, nodeLabels, pace, running, List.of());
  }

  /** Returns a group of unknown size. */
  public RolloutGroup(
      String name,
      Map<String, String> nodeLabels,
      RolloutPace pace,
      Optional<String> running,
      List<Taint> closingTaints) {
    this(name, nodeLabels, pace, running, closingTaints, OptionalInt.empty());
  }

  /** Returns whether the node is kept from taking pods, by a cordon or as this cloud does it. */
  public boolean closes(Node node) {
    return node.unschedulable() || closingTaints.stream().anyMatch(node.taints()::contains);
  }

  /** Returns whether the node is one of the group. */
  public boolean includes(Node node) {
    return !nodeLabels.isEmpty()
        && node.meta().labels().entrySet().containsAll(nodeLabels.entrySet());
  }
}
