package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.TerminationPolicy;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which instance goes when a group shrinks by itself: from the fullest zone (on equal numbers the
 * one with the best candidate), there the one that the termination policy names. Instances that are
 * protected from scale-in never go.
 */
final class VictimChoice {

  private static final Comparator<InstanceBook> BY_AGE =
      Comparator.<InstanceBook, Instant>comparing(i -> i.launchedAt).thenComparing(i -> i.id);

  private VictimChoice() {}

  static Optional<InstanceBook> among(GroupBook group) {
    ZoneChoice zones = new ZoneChoice(group);
    List<InstanceBook> candidates = group.capacity().stream().filter(i -> !i.kept).toList();
    return candidates.stream()
        .min(
            Comparator.comparing((InstanceBook i) -> -zones.count(i.zone))
                .thenComparing(order(group.termination)));
  }

  private static Comparator<InstanceBook> order(TerminationPolicy policy) {
    return switch (policy) {
      case NEWEST_INSTANCE -> BY_AGE.reversed();
      case OLDEST_INSTANCE -> BY_AGE;
      case DEFAULT, OLDEST_TEMPLATE ->
          Comparator.comparing(VictimChoice::templateAge).thenComparing(BY_AGE);
    };
  }

  private static int templateAge(InstanceBook instance) {
    return Integer.parseInt(instance.template.version());
  }
}
