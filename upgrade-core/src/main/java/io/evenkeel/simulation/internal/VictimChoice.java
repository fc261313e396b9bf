package io.evenkeel.simulation.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which instance goes when a group shrinks by itself: from the fullest zone (on equal numbers the
 * one with the oldest template), there one of the oldest template, there the one launched first.
 */
final class VictimChoice {

  private VictimChoice() {}

  static Optional<InstanceBook> among(GroupBook group) {
    ZoneChoice zones = new ZoneChoice(group, Set.of());
    List<InstanceBook> candidates = group.capacity();
    return candidates.stream()
        .min(
            Comparator.comparing((InstanceBook i) -> -zones.count(i.zone))
                .thenComparing(VictimChoice::templateAge)
                .thenComparing(i -> i.launchedAt)
                .thenComparing(i -> i.id));
  }

  private static int templateAge(InstanceBook instance) {
    return Integer.parseInt(instance.template.version());
  }
}
