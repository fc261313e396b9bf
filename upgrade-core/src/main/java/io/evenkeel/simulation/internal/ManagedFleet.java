package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.LifecycleState;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.simulation.SimulatedManagedGroups;
import io.evenkeel.spi.AfterTermination;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The machines of a managed group, and their nodes. */
final class ManagedFleet {
  private final SimulatedGroup group;
  private final NodeManager cluster;
  private final RolloutTarget target;

  ManagedFleet(SimulatedGroup group, NodeManager cluster, RolloutTarget target) {
    this.group = group;
    this.cluster = cluster;
    this.target = target;
  }

  List<CloudInstance> inService() {
    return group.state().instances().stream()
        .filter(instance -> instance.state() == LifecycleState.IN_SERVICE)
        .toList();
  }

  List<Node> nodes() {
    return cluster.nodes().stream()
        .filter(n -> group.name().equals(n.meta().labels().get(SimulatedManagedGroups.GROUP_LABEL)))
        .toList();
  }

  /** Returns the nodes of the group that are not at the target. */
  List<Node> old() {
    return nodes().stream().filter(node -> !target.isMetBy(node)).toList();
  }

  boolean hasOld(String node) {
    return old().stream().anyMatch(old -> old.name().equals(node));
  }

  Optional<Node> node(CloudInstance instance) {
    return cluster.nodes().stream()
        .filter(node -> node.providerId().filter(p -> p.endsWith("/" + instance.id())).isPresent())
        .findFirst();
  }

  long ready() {
    return inService().stream().filter(this::isReady).count();
  }

  private boolean isReady(CloudInstance instance) {
    return node(instance).filter(Node::ready).isPresent();
  }

  /** Returns whether every machine that is wanted is there, and the new ones among them work. */
  boolean hasNewNodes() {
    List<CloudInstance> fresh = inService().stream().filter(i -> !isOld(i)).toList();
    return group.state().present() >= group.state().desired()
        && !fresh.isEmpty()
        && fresh.stream().allMatch(this::isReady);
  }

  private boolean isOld(CloudInstance instance) {
    return node(instance).filter(node -> !target.isMetBy(node)).isPresent();
  }

  /** Returns whether there are just as many machines and nodes as are wanted. */
  boolean isSettled() {
    int desired = group.state().desired();
    return inService().size() == desired && nodes().size() == desired;
  }

  /** Returns those of the zone that has most of them: a group gives up machines evenly. */
  List<CloudInstance> inLargestZone() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    inService().forEach(instance -> sizes.merge(instance.zone(), 1, Integer::sum));
    int largest = sizes.values().stream().max(Integer::compare).orElse(0);
    return inService().stream()
        .filter(instance -> sizes.getOrDefault(instance.zone(), 0) == largest)
        .toList();
  }

  void terminate(String node, AfterTermination after) {
    inService().stream()
        .filter(instance -> node(instance).filter(n -> n.name().equals(node)).isPresent())
        .findFirst()
        .ifPresent(instance -> group.terminate(instance.id(), after));
  }
}
