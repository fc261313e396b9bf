package io.evenkeel.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Amounts of what a node offers and a pod requests.
 *
 * @param cpuMillis thousandths of a core
 * @param memoryBytes bytes
 * @param pods places for pods; 1 in a pod's requests
 * @param extended other resources by name, such as {@code nvidia.com/gpu}
 */
public record Resources(long cpuMillis, long memoryBytes, long pods, Map<String, Long> extended) {

  public static final Resources NONE = new Resources(0, 0, 0, Map.of());

  public Resources {
    extended = Ordered.copy(extended);
  }

  /** Returns amounts without extended resources. */
  public static Resources of(long cpuMillis, long memoryBytes, long pods) {
    return new Resources(cpuMillis, memoryBytes, pods, Map.of());
  }

  public Resources plus(Resources other) {
    return new Resources(
        cpuMillis + other.cpuMillis,
        memoryBytes + other.memoryBytes,
        pods + other.pods,
        combine(other, 1));
  }

  public Resources minus(Resources other) {
    return new Resources(
        cpuMillis - other.cpuMillis,
        memoryBytes - other.memoryBytes,
        pods - other.pods,
        combine(other, -1));
  }

  /** Returns whether every requested amount is there; nothing requested always fits. */
  public boolean fits(Resources request) {
    return (request.cpuMillis == 0 || request.cpuMillis <= cpuMillis)
        && (request.memoryBytes == 0 || request.memoryBytes <= memoryBytes)
        && request.pods <= pods
        && request.extended.entrySet().stream()
            .allMatch(e -> e.getValue() <= extended.getOrDefault(e.getKey(), 0L));
  }

  private Map<String, Long> combine(Resources other, int sign) {
    if (other.extended.isEmpty()) {
      return extended;
    }
    Map<String, Long> sum = new LinkedHashMap<>(extended);
    other.extended.forEach((name, amount) -> sum.merge(name, sign * amount, Long::sum));
    return sum;
  }
}
