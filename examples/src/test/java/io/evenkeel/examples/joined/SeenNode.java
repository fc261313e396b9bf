package io.evenkeel.examples.joined;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an observer needs to know of a node, read from its JSON. */
record SeenNode(
    String name,
    String uid,
    String instance,
    String kubelet,
    boolean ready,
    boolean closed,
    Map<String, String> labels,
    Map<String, String> annotations,
    Set<String> taints) {

  private static final String SCALE_DOWN = "cluster-autoscaler.kubernetes.io/scale-down-disabled";
  static final String BALANCERS = "node.kubernetes.io/exclude-from-external-load-balancers";

  static SeenNode of(JsonObject node) {
    String provider = Json.text(node, "spec", "providerID");
    return new SeenNode(
        Json.text(node, "metadata", "name"),
        Json.text(node, "metadata", "uid"),
        provider.substring(provider.lastIndexOf('/') + 1),
        Json.text(node, "status", "nodeInfo", "kubeletVersion"),
        ready(node),
        Json.text(node, "spec", "unschedulable").equals("true"),
        Json.strings(node, "metadata", "labels"),
        Json.strings(node, "metadata", "annotations"),
        Json.objects(node, "spec", "taints").stream()
            .map(taint -> Json.text(taint, "key"))
            .collect(Collectors.toSet()));
  }

  /** Returns whether an object's Ready condition is true. */
  static boolean ready(JsonObject object) {
    return Json.objects(object, "status", "conditions").stream()
        .anyMatch(
            condition ->
                Json.text(condition, "type").equals("Ready")
                    && Json.text(condition, "status").equals("True"));
  }

  boolean available() {
    return ready && !closed;
  }

  boolean keptFromScaleDown() {
    return annotations.getOrDefault(SCALE_DOWN, "").equals("true");
  }

  /** Returns what a run has put on the node and not taken off again. */
  Stream<String> leftovers() {
    Stream<String> keys =
        Stream.of(labels.keySet(), annotations.keySet(), taints).flatMap(Set::stream);
    Stream<String> ours =
        keys.filter(
            key ->
                key.startsWith("evenkeel.io/") && !key.equals("evenkeel.io/boots")
                    || key.equals(SCALE_DOWN)
                    || key.equals(BALANCERS));
    return Stream.concat(ours, closed ? Stream.of("cordoned") : Stream.empty())
        .map(left -> name + " " + left);
  }
}
