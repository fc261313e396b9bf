package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import java.util.HashMap;
import java.util.Map;

/** Numbers topology labels, such as the zone's, and for each of them the values that nodes have. */
final class Domains {
  static final int NONE = -1;
  private final Map<String, Key> keys = new HashMap<>();

  Key key(String label) {
    Key known = keys.get(label);
    if (known == null) {
      known = new Key(keys.size(), label, new HashMap<>());
      keys.put(label, known);
    }
    return known;
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
