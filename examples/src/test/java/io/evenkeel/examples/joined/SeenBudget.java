package io.evenkeel.examples.joined;

import com.google.gson.JsonObject;
import java.util.Map;

/** A PodDisruptionBudget as its author wrote it; the arithmetic is done here again. */
record SeenBudget(
    String namespace,
    String name,
    String minAvailable,
    String maxUnavailable,
    Map<String, String> selector) {

  static SeenBudget of(JsonObject budget) {
    return new SeenBudget(
        Json.text(budget, "metadata", "namespace"),
        Json.text(budget, "metadata", "name"),
        Json.text(budget, "spec", "minAvailable"),
        Json.text(budget, "spec", "maxUnavailable"),
        Json.strings(budget, "spec", "selector", "matchLabels"));
  }

  boolean covers(SeenPod pod) {
    return pod.namespace().equals(namespace)
        && pod.labels().entrySet().containsAll(selector.entrySet());
  }

  /** Returns how many of that many pods must be ready. */
  int wanted(int pods) {
    return minAvailable.isEmpty()
        ? pods - roundedUp(maxUnavailable, pods)
        : roundedUp(minAvailable, pods);
  }

  private static int roundedUp(String amount, int pods) {
    if (amount.endsWith("%")) {
      int percent = Integer.parseInt(amount.substring(0, amount.length() - 1));
      return (percent * pods + 99) / 100;
    }
    return Integer.parseInt(amount);
  }
}
