package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Resources;
import io.evenkeel.model.Taint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a node offers to pods.
 *
 * @param taints those that keep pods away for good
 */
record Shape(Map<String, String> labels, List<Taint> taints, Resources room) {

  private static final String OURS = "evenkeel.io/";

  /** Taints by which other programs and Kubernetes itself say what is so only for now. */
  private static final List<String> PASSING =
      List.of(
          OURS,
          "node.kubernetes.io/",
          "node.cloudprovider.kubernetes.io/",
          "ToBeDeletedByClusterAutoscaler",
          "DeletionCandidateOfClusterAutoscaler");

  /**
   * Returns a node that the group would launch in place of this one: its labels but for the host
   * name, its lasting taints, and all its room beside the pods that come with every node.
   */
  static Shape fresh(Node node, PodsByPlace pods) {
    Map<String, String> labels = new LinkedHashMap<>(node.meta().labels());
    labels.remove(Node.HOSTNAME_LABEL);
    return new Shape(labels, lasting(node), node.allocatable().minus(pods.stayingOn(node.name())));
  }

  /** Returns this node as it is, with the room that its pods leave. */
  static Shape asItIs(Node node, PodsByPlace pods) {
    return new Shape(
        node.meta().labels(),
        lasting(node),
        node.allocatable().minus(pods.requestedOn(node.name())));
  }

  /** Returns the same shape in another zone, whatever label tells the zone. */
  Shape inZone(String from, String to) {
    Map<String, String> moved = new LinkedHashMap<>(labels);
    moved.replaceAll((key, value) -> !from.isEmpty() && value.equals(from) ? to : value);
    moved.put(Node.ZONE_LABEL, to);
    return new Shape(moved, taints, room);
  }

  /** Returns whether labels and taints let the pod in, whatever the room. */
  boolean admits(Pod pod) {
    return pod.placement().admits(labels)
        && taints.stream().allMatch(taint -> pod.placement().tolerates(taint));
  }

  boolean takes(Pod pod) {
    return admits(pod) && room.fits(pod.requests());
  }

  /** Lets the first of these nodes that takes the pod have it; tells whether one did. */
  static boolean place(Pod pod, List<Shape> nodes) {
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).takes(pod)) {
        nodes.set(i, nodes.get(i).without(pod));
        return true;
      }
    }
    return false;
  }

  Shape without(Pod pod) {
    return new Shape(labels, taints, room.minus(pod.requests()));
  }

  private static List<Taint> lasting(Node node) {
    return node.taints().stream()
        .filter(taint -> taint.effect() != Taint.Effect.PREFER_NO_SCHEDULE)
        .filter(taint -> PASSING.stream().noneMatch(taint.key()::startsWith))
        .toList();
  }
}
