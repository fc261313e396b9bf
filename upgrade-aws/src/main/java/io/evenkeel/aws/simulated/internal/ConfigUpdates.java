package io.evenkeel.aws.simulated.internal;

import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.spi.RolloutState;
import io.evenkeel.spi.RolloutState.Stage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The changes of the configs of managed node groups: EKS takes its time for each. */
final class ConfigUpdates {
  private final SimulatedCloud cloud;
  private final NodegroupFeatures features;
  private final Map<String, Change> changes = new LinkedHashMap<>();

  private record Change(String group, Instant until) {}

  ConfigUpdates(SimulatedCloud cloud, NodegroupFeatures features) {
    this.cloud = cloud;
    this.features = features;
  }

  /** Begins one, and returns its id. */
  String begin(String group) {
    String id = "config-" + (changes.size() + 1);
    changes.put(id, new Change(group, now().plus(features.configUpdate(group))));
    return id;
  }

  private Instant now() {
    return cloud.timeline().now();
  }

  /** Returns how far the one of that id is; empty where it is none of these. */
  Optional<RolloutState> state(String id) {
    return Optional.ofNullable(changes.get(id))
        .map(change -> goesOn(change) ? Stage.IN_PROGRESS : Stage.SUCCEEDED)
        .map(stage -> new RolloutState(stage, List.of()));
  }

  private boolean goesOn(Change change) {
    return change.until().isAfter(now());
  }

  boolean anyGoesOn(String group) {
    return changes.values().stream()
        .anyMatch(change -> change.group().equals(group) && goesOn(change));
  }

  /** Returns the ids of those of the group, oldest first. */
  List<String> ids(String group) {
    return changes.entrySet().stream()
        .filter(change -> change.getValue().group().equals(group))
        .map(Map.Entry::getKey)
        .toList();
  }
}
