package io.evenkeel.simulation.internal;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which machines run, and which node each of them is. */
final class NodeMachines {
  private final Map<String, String> nodeOf = new LinkedHashMap<>();
  private final Set<String> running = new LinkedHashSet<>();

  /** Notes that the machine runs and what its node will be called. */
  void booted(String instanceId, String node) {
    nodeOf.put(instanceId, node);
    running.add(node);
  }

  /** Notes that the machine is gone and returns its node; empty for a machine never booted. */
  String gone(String instanceId) {
    String node = nodeOf.getOrDefault(instanceId, "");
    running.remove(node);
    nodeOf.remove(instanceId);
    return node;
  }

  boolean runs(String node) {
    return running.contains(node);
  }

  boolean knows(String instanceId) {
    return nodeOf.containsKey(instanceId);
  }
}
