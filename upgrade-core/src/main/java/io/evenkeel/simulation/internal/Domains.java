package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers topology labels, such as the zone's, and for each of them the values that nodes have. */
final class Domains {
  static final int NONE = -1;
  private final Map<String, Key> keys = new LinkedHashMap<>();
  private final List<Key> all = new ArrayList<>();
  private final List<NodeSlot> slots;

  Domains(List<NodeSlot> slots) {
    this.slots = slots;
  }

  Key key(String label) {
    Key known = keys.get(label);
    if (known == null) {
      known = new Key(keys.size(), label, new LinkedHashMap<>());
      keys.put(label, known);
      all.add(known);
      for (NodeSlot slot : slots) {
        slot.domain(known);
      }
    }
    return known;
  }

  /** Numbers the domains of a node that is new or has changed. */
  void learn(NodeSlot slot) {
    all.forEach(slot::domain);
  }

  /** A topology label and the numbers of its values in the order in which they were seen. */
  record Key(int number, String label, Map<String, Integer> values) {

    /** Returns the number of the node's value, {@link #NONE} without that label. */
    int domainOf(Node node) {
      String value = node.meta().labels().get(label);
      if (value == null) {
        return NONE;
      }
      Integer known = values.get(value);
      if (known == null) {
        known = values.size();
        values.put(value, known);
      }
      return known;
    }

    /** Returns how many different values have been seen. */
    int count() {
      return values.size();
    }
  }
}
