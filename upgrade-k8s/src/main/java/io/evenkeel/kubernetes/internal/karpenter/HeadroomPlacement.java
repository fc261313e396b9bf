package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.evenkeel.model.Node;
import io.evenkeel.spi.NodePoolProvider;
import java.util.Collection;

/** Where a pod that asks for a node may land: on a node that is not there yet, and alone. */
final class HeadroomPlacement {
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

  private HeadroomPlacement() {}

  static JsonObject of(String pool, Collection<Node> present) {
    JsonObject affinity = new JsonObject();
    JsonArray hosts = new JsonArray();
    present.stream().map(HeadroomPlacement::host).sorted().forEach(hosts::add);
    if (!hosts.isEmpty()) {
      affinity.add("nodeAffinity", nodesOtherThan(hosts));
    }
    affinity.add("podAntiAffinity", apartFromOthersOf(pool));
    return affinity;
  }

  private static String host(Node node) {
    return node.meta().labels().getOrDefault(Node.HOSTNAME_LABEL, node.name());
  }

  private static JsonObject nodesOtherThan(JsonArray hosts) {
    JsonObject expression = new JsonObject();
    expression.addProperty("key", Node.HOSTNAME_LABEL);
    expression.addProperty("operator", "NotIn");
    expression.add("values", hosts);
    JsonObject term = new JsonObject();
    term.add("matchExpressions", HeadroomPod.array(expression));
    JsonObject terms = new JsonObject();
    terms.add("nodeSelectorTerms", HeadroomPod.array(term));
    JsonObject affinity = new JsonObject();
    affinity.add(REQUIRED, terms);
    return affinity;
  }

  private static JsonObject apartFromOthersOf(String pool) {
    JsonObject labels = new JsonObject();
    labels.addProperty(NodePoolProvider.REQUEST_LABEL, pool);
    JsonObject selector = new JsonObject();
    selector.add("matchLabels", labels);
    JsonObject term = new JsonObject();
    term.add("labelSelector", selector);
    term.addProperty("topologyKey", Node.HOSTNAME_LABEL);
    JsonObject affinity = new JsonObject();
    affinity.add(REQUIRED, HeadroomPod.array(term));
    return affinity;
  }
}
