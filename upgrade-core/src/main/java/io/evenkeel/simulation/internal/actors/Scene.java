package io.evenkeel.simulation.internal.actors;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.CloudRejection;
import io.evenkeel.simulation.LifecycleState;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What actors look at, and do. */
record Scene(SimulatedCluster cluster, Timeline timeline) {

  Instant now() {
    return timeline.now();
  }

  Optional<Node> node(String name) {
    return cluster.nodes().stream().filter(node -> node.name().equals(name)).findFirst();
  }

  /** Returns whether nobody has deleted the group. */
  static boolean exists(SimulatedCloud cloud, String group) {
    return cloud.groups().stream().anyMatch(one -> one.name().equals(group));
  }

  /** Returns the instance in service that the node runs on. */
  static Optional<CloudInstance> instance(SimulatedGroup group, Node node) {
    String machine = node.providerId().orElse("");
    String id = machine.substring(machine.lastIndexOf('/') + 1);
    return group.state().instances().stream()
        .filter(i -> i.id().equals(id) && i.state() == LifecycleState.IN_SERVICE)
        .findFirst();
  }

  /** Returns the pods of a node that a drain has to move. */
  List<Pod> movable(String node) {
    return cluster.podsOn(node).stream().filter(pod -> !pod.staysWithItsNode()).toList();
  }

  /** Asks for the eviction of the node's pods; budgets have the last word. */
  void evictFrom(String node) {
    movable(node).stream()
        .filter(pod -> !pod.terminating())
        .forEach(pod -> cluster.client().evict(pod, Optional.empty()));
  }

  void patch(String node, NodePatch patch) {
    node(node).ifPresent(there -> cluster.edit().patch(node, patch));
  }

  /** Does that, unless the cloud says no. */
  static boolean tried(Runnable request) {
    try {
      request.run();
      return true;
    } catch (CloudRejection no) {
      return false;
    }
  }
}
