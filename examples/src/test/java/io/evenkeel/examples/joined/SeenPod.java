package io.evenkeel.examples.joined;

import com.google.gson.JsonObject;
import java.util.Map;

/** What an observer needs to know of a pod, read from its JSON. */
record SeenPod(
    String namespace,
    String name,
    String uid,
    String node,
    boolean ready,
    boolean leaving,
    boolean ofDaemonSet,
    Map<String, String> labels) {

  static SeenPod of(JsonObject pod) {
    return new SeenPod(
        Json.text(pod, "metadata", "namespace"),
        Json.text(pod, "metadata", "name"),
        Json.text(pod, "metadata", "uid"),
        Json.text(pod, "spec", "nodeName"),
        SeenNode.ready(pod),
        !Json.text(pod, "metadata", "deletionTimestamp").isEmpty(),
        Json.objects(pod, "metadata", "ownerReferences").stream()
            .anyMatch(owner -> Json.text(owner, "kind").equals("DaemonSet")),
        Json.strings(pod, "metadata", "labels"));
  }

  boolean up() {
    return ready && !leaving;
  }
}
