package io.evenkeel.engine.internal.state;

import io.evenkeel.model.Node;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Since when nodes have been drained and have soaked, read off each node once when it changes. */
final class MarkedTimes {
  private final Map<String, Instant> drainingSince = new LinkedHashMap<>();
  private final Map<String, Instant> soakingSince = new LinkedHashMap<>();

  void put(Node node) {
    Marks.since(node, Marks.DRAINING_SINCE)
        .ifPresent(since -> drainingSince.put(node.name(), since));
    Marks.since(node, Marks.SOAKING_SINCE).ifPresent(since -> soakingSince.put(node.name(), since));
  }

  void remove(Node node) {
    drainingSince.remove(node.name());
    soakingSince.remove(node.name());
  }

  Optional<Instant> drainingSince(String node) {
    return Optional.ofNullable(drainingSince.get(node));
  }

  Optional<Instant> soakingSince(String node) {
    return Optional.ofNullable(soakingSince.get(node));
  }
}
