package io.evenkeel.simulation.internal;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which zone a group launches into, and how unevenly it is spread. */
final class ZoneChoice {

  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final Set<String> exhausted;

  ZoneChoice(GroupBook group, Set<String> exhausted) {
    this.exhausted = exhausted;
    group.settings.zones().forEach(zone -> counts.put(zone, 0));
    group.capacity().forEach(i -> counts.merge(i.zone, 1, Integer::sum));
  }

  /** Returns the zones of the group, the emptiest first. */
  List<String> emptiestFirst() {
    return counts.keySet().stream().sorted(Comparator.comparing(counts::get)).toList();
  }

  /** Returns whether moving one instance to the emptiest usable zone would even the group out. */
  boolean uneven() {
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    int least =
        counts.entrySet().stream()
            .filter(entry -> !exhausted.contains(entry.getKey()))
            .mapToInt(Map.Entry::getValue)
            .min()
            .orElse(most);
    return most - least > 1;
  }

  int count(String zone) {
    return counts.getOrDefault(zone, 0);
  }
}
