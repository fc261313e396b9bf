package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.model.Node;
import io.evenkeel.spi.NodePoolProvider;

/**
 * Where a pod that asks for a node may land: never beside another such pod. That it lands on no
 * node in use follows from its size; naming the nodes that are there is of no use, since Karpenter
 * makes no node for a pod that speaks of host names.
 */
final class HeadroomPlacement {
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

  private HeadroomPlacement() {}

  static JsonObject apartFromOthersOf(String pool) {
    JsonObject labels = new JsonObject();
    labels.addProperty(NodePoolProvider.REQUEST_LABEL, pool);
    JsonObject selector = new JsonObject();
    selector.add("matchLabels", labels);
    JsonObject term = new JsonObject();
    term.add("labelSelector", selector);
    term.addProperty("topologyKey", Node.HOSTNAME_LABEL);
    JsonObject apart = new JsonObject();
    apart.add(REQUIRED, HeadroomPod.array(term));
    JsonObject affinity = new JsonObject();
    affinity.add("podAntiAffinity", apart);
    return affinity;
  }
}
