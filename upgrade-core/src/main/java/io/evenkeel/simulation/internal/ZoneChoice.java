package io.evenkeel.simulation.internal;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Which zone a group launches into, and how unevenly it is spread. */
final class ZoneChoice {

  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final Predicate<String> usable;

  ZoneChoice(GroupBook group, Supply supply) {
    this(group, supply::has);
  }

  ZoneChoice(GroupBook group) {
    this(group, zone -> true);
  }

  private ZoneChoice(GroupBook group, Predicate<String> usable) {
    this.usable = usable;
    group.settings.zones().forEach(zone -> counts.put(zone, 0));
    group.instances.values().stream()
        .filter(InstanceBook::capacity)
        .forEach(i -> counts.merge(i.zone, 1, Integer::sum));
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
            .filter(entry -> usable.test(entry.getKey()))
            .mapToInt(Map.Entry::getValue)
            .min()
            .orElse(most);
    return most - least > 1;
  }

  int count(String zone) {
    return counts.getOrDefault(zone, 0);
  }
}
