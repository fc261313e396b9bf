package io.evenkeel.campaign.internal;

import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.NodePoolSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the node pool of a made-up world is like.
 *
 * @param size how many nodes it has at the beginning
 * @param budgets each a number of nodes, or a share
 * @param saves which nodes its provisioner takes to save some
 * @param savesAfter how long a node has to be used as little as it is
 * @param expires how long after the run begins the first nodes are too old
 * @param spare how many nodes more there may be by its limit; any number if absent
 * @param drift what makes its nodes outdated
 * @param shown how long that has been so when the run begins
 */
record PoolShape(
    String name,
    int size,
    List<String> zones,
    DurationRange boots,
    List<String> budgets,
    Saving saves,
    Duration savesAfter,
    Optional<Duration> expires,
    OptionalInt spare,
    Drift drift,
    Duration shown) {
  static final String TYPE = "m7i.xlarge";

  PoolShape {
    zones = List.copyOf(zones);
    budgets = List.copyOf(budgets);
  }

  enum Saving {
    NOTHING,
    EMPTY_NODES,
    UNDERUSED_NODES
  }

  enum Drift {
    TEMPLATE,
    /** Nothing has drifted; nodes are to be replaced for their age. */
    NONE
  }

  /** States the pool in a world that is so old when the run begins. */
  void states(NodePoolSpec spec, Duration age) {
    spec.size(size).zones(zones.toArray(String[]::new)).machineTypes(TYPE).bootsIn(boots);
    budgets.forEach(spec::budget);
    expires.ifPresentOrElse(
        after -> spec.expireAfter(age.plus(shown).plus(after)), spec::neverExpires);
    spare.ifPresent(more -> spec.atMostNodes(size + more));
    switch (saves) {
      case NOTHING -> spec.neverConsolidates();
      case EMPTY_NODES -> spec.consolidatesWhenEmpty(savesAfter);
      case UNDERUSED_NODES -> spec.consolidates(savesAfter);
    }
  }

  /** Returns whether the provisioner may ever take a node by itself. */
  boolean letsNodesGo() {
    return budgets.stream().noneMatch("0"::equals);
  }

  /** Returns pools that lack one thing of this one. */
  List<PoolShape> smaller() {
    List<PoolShape> smaller = new ArrayList<>();
    if (size > 1) {
      smaller.add(with(size / 2, saves, expires, spare));
      smaller.add(with(size - 1, saves, expires, spare));
    }
    if (saves != Saving.NOTHING) {
      smaller.add(with(size, Saving.NOTHING, expires, spare));
    }
    if (expires.isPresent()) {
      smaller.add(with(size, saves, Optional.empty(), spare));
    }
    if (spare.isPresent()) {
      smaller.add(with(size, saves, expires, OptionalInt.empty()));
    }
    return smaller;
  }

  private PoolShape with(
      int newSize, Saving newSaves, Optional<Duration> newExpires, OptionalInt newSpare) {
    return new PoolShape(
        name,
        newSize,
        zones,
        boots,
        budgets,
        newSaves,
        savesAfter,
        newExpires,
        newSpare,
        drift,
        shown);
  }

  @Override
  public String toString() {
    return "NODE_POOL %s: %s nodes in zones %s, boots in %s, budgets %s, saves %s after %s, %s, %s, drifted by %s for %s"
        .formatted(
            name,
            size,
            zones,
            Words.range(boots),
            budgets,
            saves,
            savesAfter,
            expires.map(after -> "expires after " + after).orElse("never expires"),
            spare.isPresent() ? "at most " + spare.getAsInt() + " nodes more" : "no limit",
            drift,
            shown);
  }
}
