package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import io.evenkeel.model.Budget;
import io.evenkeel.model.Budget.Limit;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.PodShare;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads disruption budgets. */
final class BudgetReader {
  private final MetaReader meta;

  BudgetReader(MetaReader meta) {
    this.meta = meta;
  }

  Budget read(JsonObject budget) {
    JsonObject spec = Json.object(budget, "spec");
    boolean always = Json.text(spec, "unhealthyPodEvictionPolicy", "").equals("AlwaysAllow");
    return new Budget(
        meta.read(ObjectKind.BUDGET, budget),
        Selectors.selector(spec, "selector"),
        limit(spec),
        always ? Budget.UnhealthyPods.ALWAYS_ALLOW : Budget.UnhealthyPods.IF_HEALTHY_BUDGET,
        status(Json.object(budget, "status")));
  }

  /** Without either number the API server takes one available pod. */
  private static Limit limit(JsonObject spec) {
    Optional<PodShare> most = Selectors.share(spec, "maxUnavailable");
    if (most.isPresent()) {
      return new Limit.MaxUnavailable(most.get());
    }
    return new Limit.MinAvailable(Selectors.share(spec, "minAvailable").orElse(PodShare.count(1)));
  }

  private static Budget.Status status(JsonObject status) {
    return new Budget.Status(
        Json.number(status, "observedGeneration", 0),
        (int) Json.number(status, "disruptionsAllowed", 0),
        (int) Json.number(status, "currentHealthy", 0),
        (int) Json.number(status, "desiredHealthy", 0),
        (int) Json.number(status, "expectedPods", 0),
        disrupted(status));
  }

  private static Map<String, Instant> disrupted(JsonObject status) {
    JsonObject pods = Json.object(status, "disruptedPods");
    Map<String, Instant> disrupted = new LinkedHashMap<>();
    pods.keySet().forEach(pod -> disrupted.put(pod, Json.instant(pods, pod).orElse(Instant.EPOCH)));
    return disrupted;
  }
}
