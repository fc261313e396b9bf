package io.evenkeel.simulation.internal;

import io.evenkeel.model.Pod;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which machines run, which node each of them is, and how well its kubelet does. */
final class NodeMachines {
  private final Map<String, String> nodeOf = new LinkedHashMap<>();
  private final Set<String> running = new LinkedHashSet<>();
  private final Set<String> silent = new LinkedHashSet<>();
  private final Map<String, Predicate<Pod>> starts = new LinkedHashMap<>();

  /** Notes that the machine runs, what its node will be called, and which pods start on it. */
  void booted(String instanceId, String node, Predicate<Pod> startsPods) {
    nodeOf.put(instanceId, node);
    running.add(node);
    silent.remove(node);
    starts.put(node, startsPods);
  }

  /** Notes that the machine is gone and returns its node; empty for a machine never booted. */
  String gone(String instanceId) {
    String node = nodeOf.getOrDefault(instanceId, "");
    running.remove(node);
    silent.remove(node);
    starts.remove(node);
    nodeOf.remove(instanceId);
    return node;
  }

  /** Returns the node of the machine; empty for a machine never booted. */
  String nodeOf(String instanceId) {
    return nodeOf.getOrDefault(instanceId, "");
  }

  void silence(String node) {
    silent.add(node);
  }

  /** Returns whether the node was silent. */
  boolean hear(String node) {
    return silent.remove(node);
  }

  boolean runs(String node) {
    return running.contains(node);
  }

  /** Returns whether the node's kubelet does its work and reports it. */
  boolean works(String node) {
    return running.contains(node) && !silent.contains(node);
  }

  /** Returns whether the kubelet of that node gets the pod to start. */
  boolean starts(String node, Pod pod) {
    Predicate<Pod> rule = starts.get(node);
    return rule == null || rule.test(pod);
  }
}
