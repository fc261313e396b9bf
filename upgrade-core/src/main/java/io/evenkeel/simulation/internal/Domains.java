package io.evenkeel.simulation.internal;

import java.util.HashMap;
import java.util.Map;

/** Numbers the values that nodes have for a topology label, such as zones. */
final class Domains {
  static final int NONE = -1;
  private final Map<String, Map<String, Integer>> numbers = new HashMap<>();

  /** Returns the number of the node's domain, {@link #NONE} without that label. */
  int of(NodeSlot slot, String topologyKey) {
    String value = slot.node.meta().labels().get(topologyKey);
    if (value == null) {
      return NONE;
    }
    Map<String, Integer> known = numbers.computeIfAbsent(topologyKey, key -> new HashMap<>());
    Integer number = known.get(value);
    if (number == null) {
      number = known.size();
      known.put(value, number);
    }
    return number;
  }

  /** Returns how many different values have been seen. */
  int count(String topologyKey) {
    Map<String, Integer> known = numbers.get(topologyKey);
    return known == null ? 0 : known.size();
  }
}
