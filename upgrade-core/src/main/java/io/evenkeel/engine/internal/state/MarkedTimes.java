package io.evenkeel.engine.internal.state;

import io.evenkeel.model.Node;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/** Which nodes are drained and since when they have been and have soaked, read off each change. */
final class MarkedTimes {
  private final Map<String, Instant> drainingSince = new LinkedHashMap<>();
  private final Map<String, Instant> soakingSince = new LinkedHashMap<>();
  private final LinkedHashSet<String> drained = new LinkedHashSet<>();

  void put(Node node) {
    if (Marks.drained(node)) {
      drained.add(node.name());
    }
    Marks.since(node, Marks.DRAINING_SINCE)
        .ifPresent(since -> drainingSince.put(node.name(), since));
    Marks.since(node, Marks.SOAKING_SINCE).ifPresent(since -> soakingSince.put(node.name(), since));
  }

  void remove(Node node) {
    drainingSince.remove(node.name());
    soakingSince.remove(node.name());
    drained.remove(node.name());
  }

  boolean isDrained(String node) {
    return drained.contains(node);
  }

  Optional<Instant> drainingSince(String node) {
    return Optional.ofNullable(drainingSince.get(node));
  }

  Optional<Instant> soakingSince(String node) {
    return Optional.ofNullable(soakingSince.get(node));
  }
}
