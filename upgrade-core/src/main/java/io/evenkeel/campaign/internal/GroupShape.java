package io.evenkeel.campaign.internal;

import io.evenkeel.simulation.DurationRange;
import java.util.List;
import java.util.Optional;

/**
 * What a node group of a made-up world is like.
 *
 * @param spare how many instances its maximum leaves beyond its size
 * @param balanced the target group that leads to its nodes, in some worlds
 */
record GroupShape(
    String name,
    int size,
    int spare,
    List<String> zones,
    DurationRange boots,
    DurationRange stops,
    Optional<BalancedShape> balanced) {

  GroupShape sized(int newSize) {
    return new GroupShape(name, newSize, spare, zones, boots, stops, balanced);
  }

  GroupShape in(List<String> newZones) {
    return new GroupShape(name, size, spare, newZones, boots, stops, balanced);
  }

  GroupShape unbalanced() {
    return new GroupShape(name, size, spare, zones, boots, stops, Optional.empty());
  }

  @Override
  public String toString() {
    return "group %s: %s nodes, at most %s, zones %s, boots in %s, shuts down in %s%s"
        .formatted(
            name,
            size,
            size + spare,
            zones,
            Words.range(boots),
            Words.range(stops),
            balanced.map(shape -> ", " + shape).orElse(""));
  }
}
