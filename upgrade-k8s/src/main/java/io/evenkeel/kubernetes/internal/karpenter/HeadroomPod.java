package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.evenkeel.model.Resources;
import io.evenkeel.model.Taint;
import io.evenkeel.spi.NodePoolProvider;

/**
 * The pod that asks for a node: as large as a node, and in the way of nobody. It gives way to every
 * other pod at once, and finds room on a node that is all but empty only, which no other such pod
 * has.
 */
final class HeadroomPod {
  static final String PRIORITY_CLASS = "evenkeel-headroom";
  private static final String PREFIX = "evenkeel-headroom-";

  private HeadroomPod() {}

  /** Where such pods live, and what they run, which does nothing. */
  record Where(String namespace, String image) {}

  static String name(String pool, String request) {
    return PREFIX + pool + "-" + request;
  }

  /** Returns the name of the request that the pod stands for. */
  static String request(String pool, String podName) {
    String prefix = name(pool, "");
    return podName.startsWith(prefix) ? podName.substring(prefix.length()) : podName;
  }

  static JsonObject of(Where where, String request, PoolObject pool, Resources room) {
    JsonObject labels = new JsonObject();
    labels.addProperty(NodePoolProvider.REQUEST_LABEL, pool.name());
    labels.addProperty("app.kubernetes.io/managed-by", "evenkeel");
    JsonObject metadata = new JsonObject();
    metadata.addProperty("name", name(pool.name(), request));
    metadata.addProperty("namespace", where.namespace());
    metadata.add("labels", labels);
    JsonObject pod = new JsonObject();
    pod.addProperty("apiVersion", "v1");
    pod.addProperty("kind", "Pod");
    pod.add("metadata", metadata);
    pod.add("spec", spec(pool, room, where.image()));
    return pod;
  }

  private static JsonObject spec(PoolObject pool, Resources room, String image) {
    JsonObject selector = new JsonObject();
    selector.addProperty(KarpenterNames.POOL_LABEL, pool.name());
    JsonObject spec = new JsonObject();
    spec.addProperty("priorityClassName", PRIORITY_CLASS);
    spec.addProperty("terminationGracePeriodSeconds", 0);
    spec.addProperty("automountServiceAccountToken", false);
    spec.addProperty("enableServiceLinks", false);
    spec.add("nodeSelector", selector);
    spec.add("tolerations", tolerations(pool));
    spec.add("affinity", HeadroomPlacement.apartFromOthersOf(pool.name()));
    spec.add("securityContext", securityContext());
    spec.add("containers", array(container(room, image)));
    return spec;
  }

  private static JsonObject container(Resources room, String image) {
    JsonObject amounts = amounts(room);
    JsonObject resources = new JsonObject();
    resources.add("requests", amounts);
    if (!room.extended().isEmpty()) {
      JsonObject limits = new JsonObject();
      room.extended().forEach(limits::addProperty);
      resources.add("limits", limits);
    }
    JsonObject drop = new JsonObject();
    drop.add("drop", strings("ALL"));
    JsonObject context = new JsonObject();
    context.addProperty("allowPrivilegeEscalation", false);
    context.add("capabilities", drop);
    JsonObject container = new JsonObject();
    container.addProperty("name", "pause");
    container.addProperty("image", image);
    container.add("resources", resources);
    container.add("securityContext", context);
    return container;
  }

  private static JsonObject amounts(Resources room) {
    JsonObject amounts = new JsonObject();
    amounts.addProperty("cpu", room.cpuMillis() + "m");
    amounts.addProperty("memory", Long.toString(room.memoryBytes()));
    room.extended().forEach(amounts::addProperty);
    return amounts;
  }

  private static JsonObject securityContext() {
    JsonObject profile = new JsonObject();
    profile.addProperty("type", "RuntimeDefault");
    JsonObject context = new JsonObject();
    context.addProperty("runAsNonRoot", true);
    context.addProperty("runAsUser", 65_535);
    context.add("seccompProfile", profile);
    return context;
  }

  private static JsonArray tolerations(PoolObject pool) {
    JsonArray tolerations = new JsonArray();
    for (Taint taint : pool.taints()) {
      JsonObject toleration = new JsonObject();
      toleration.addProperty("key", taint.key());
      toleration.addProperty("operator", "Equal");
      toleration.addProperty("value", taint.value());
      toleration.addProperty("effect", taint.effect().toString());
      tolerations.add(toleration);
    }
    return tolerations;
  }

  static JsonArray array(JsonObject only) {
    JsonArray array = new JsonArray();
    array.add(only);
    return array;
  }

  static JsonArray strings(String only) {
    JsonArray array = new JsonArray();
    array.add(only);
    return array;
  }
}
