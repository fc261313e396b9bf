package io.evenkeel.campaign.internal;

import io.evenkeel.simulation.DurationRange;
import java.util.List;

/**
 * What a node group of a made-up world is like.
 *
 * @param spare how many instances its maximum leaves beyond its size
 */
record GroupShape(
    String name,
    int size,
    int spare,
    List<String> zones,
    DurationRange boots,
    DurationRange stops) {

  GroupShape sized(int newSize) {
    return new GroupShape(name, newSize, spare, zones, boots, stops);
  }

  GroupShape in(List<String> newZones) {
    return new GroupShape(name, size, spare, newZones, boots, stops);
  }

  @Override
  public String toString() {
    return "group %s: %s nodes, at most %s, zones %s, boots in %s, shuts down in %s"
        .formatted(name, size, size + spare, zones, Words.range(boots), Words.range(stops));
  }
}
