package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.NodePoolBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One node pool as it is now. */
final class PoolBook {
  final String name;
  PoolSettings settings;

  /** The version of its nodes at the beginning, and for good where its image is pinned. */
  final String kubernetes;

  private final Map<String, Instant> emptyZones = new LinkedHashMap<>();

  /** How many of its templates there have been; the last one is what new nodes get. */
  private int revision = 1;

  private Optional<String> offered = Optional.empty();
  private String template;

  /** A budget that was added from outside, to be replaced by the next one. */
  private Optional<NodePoolBudget> added = Optional.empty();

  PoolBook(String name, PoolSettings settings, String kubernetes) {
    this.name = name;
    this.kubernetes = kubernetes;
    this.settings = settings;
    this.template = name + "-1";
  }

  /** Returns what the pool makes new nodes of. */
  String template() {
    return template;
  }

  /** Returns what the pool is to make new nodes of once somebody says so. */
  String newestTemplate() {
    return offered.orElse(template);
  }

  void offer(String newTemplate) {
    offered = Optional.of(newTemplate);
  }

  void changeTemplate() {
    useTemplate(name + "-" + ++revision);
  }

  void useTemplate(String newTemplate) {
    template = newTemplate;
    offered = Optional.empty();
  }

  /** Takes over other settings; returns whether new nodes are not like the others any more. */
  boolean change(PoolSettings newSettings) {
    boolean sameNodes = settings.template().equals(newSettings.template());
    settings = newSettings;
    if (!sameNodes) {
      changeTemplate();
    }
    return !sameNodes;
  }

  List<NodePoolBudget> budgets() {
    List<NodePoolBudget> all = new ArrayList<>(settings.budgets());
    added.ifPresent(all::add);
    return all;
  }

  void tighten(Optional<NodePoolBudget> budget) {
    added = budget;
  }

  Optional<NodePoolBudget> tightened() {
    return added;
  }

  /** Notes that the cloud has no machine there, so that it is not asked again for a while. */
  void foundEmpty(String zone, Instant now, Duration pause) {
    emptyZones.put(zone, now.plus(pause));
  }

  List<String> usableZones(Instant now) {
    return settings.zones().stream()
        .filter(zone -> !now.isBefore(emptyZones.getOrDefault(zone, Instant.MIN)))
        .toList();
  }
}
