package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.kubernetes.internal.Amounts;
import io.evenkeel.kubernetes.internal.Json;
import io.evenkeel.model.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the limits of a pool leave room for one more node like those that it has. */
final class PoolLimits {
  private PoolLimits() {}

  /** Returns which limits stand in the way, in words; empty where none does. */
  static Optional<String> full(PoolReading reading) {
    PoolObject pool = reading.pool();
    Map<String, Long> limits = amounts(pool.limit(), pool.limits().keySet());
    Map<String, Long> used = amounts(pool.used(), limits.keySet());
    List<String> full = new ArrayList<>();
    limits.forEach(
        (name, limit) -> {
          long next = used.getOrDefault(name, 0L) + ofOneNode(reading, name);
          if (next > limit) {
            full.add(pool.limits().get(name) + " " + name);
          }
        });
    return full.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", full));
  }

  private static long ofOneNode(PoolReading reading, String name) {
    if (name.equals("nodes")) {
      return 1;
    }
    return reading.claims().stream()
        .map(PoolLimits::capacity)
        .mapToLong(capacity -> amount(capacity, name))
        .filter(amount -> amount > 0)
        .min()
        .orElse(0);
  }

  private static Resources capacity(JsonObject claim) {
    Amounts capacity = Amounts.of(Json.object(claim, "status"), "capacity");
    return capacity.toResources(capacity.pods());
  }

  private static Map<String, Long> amounts(Amounts amounts, Iterable<String> names) {
    Resources resources = amounts.toResources(amounts.pods());
    Map<String, Long> named = new LinkedHashMap<>();
    names.forEach(name -> named.put(name, amount(resources, name)));
    return named;
  }

  private static long amount(Resources resources, String name) {
    return switch (name) {
      case "cpu" -> resources.cpuMillis();
      case "memory" -> resources.memoryBytes();
      case "pods" -> resources.pods();
      default -> resources.extended().getOrDefault(name, 0L);
    };
  }
}
