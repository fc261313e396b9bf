package io.evenkeel.simulation.internal;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.ScalingActivity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One group as the cloud keeps it; only the cloud's own parts change it. */
final class GroupBook {

  final GroupSettings settings;
  final Seeds bootTimes;
  int min;
  int max;
  int desired;
  TemplateVersion pointer;
  final TreeSet<String> suspended = new TreeSet<>();
  final Map<String, CloudGroup.Tag> tags = new LinkedHashMap<>();
  final Map<String, InstanceBook> instances = new LinkedHashMap<>();
  final List<ScalingActivity> activities = new ArrayList<>();
  Optional<String> recentFailure = Optional.empty();
  int peak;

  /** How many instances were launched so far. */
  int launches;

  /** Launched above desired, to be followed by a termination in the fullest zone. */
  final TreeSet<String> rebalancing = new TreeSet<>();

  private @Nullable CloudGroup snapshot;

  GroupBook(GroupSettings settings, TemplateVersion pointer, Seeds bootTimes) {
    this.settings = settings;
    this.bootTimes = bootTimes;
    this.min = settings.min();
    this.max = settings.max();
    this.desired = settings.size();
    this.pointer = pointer;
    settings.tags().forEach(tag -> tags.put(tag.key(), tag));
  }

  String name() {
    return settings.name();
  }

  boolean runs(String process) {
    return !suspended.contains(process);
  }

  /** Returns the instances that the group counts when it compares itself with desired. */
  List<InstanceBook> capacity() {
    return instances.values().stream().filter(InstanceBook::capacity).toList();
  }

  /** Returns how many instances are pending, in service or standby. */
  int present() {
    return (int) instances.values().stream().filter(i -> !i.goingOrGone()).count();
  }

  /** Forgets the snapshot, since something has changed. */
  void changed() {
    snapshot = null;
    peak = Math.max(peak, present());
  }

  CloudGroup snapshot() {
    CloudGroup known = snapshot;
    if (known == null) {
      known = takeSnapshot();
      snapshot = known;
    }
    return known;
  }

  private CloudGroup takeSnapshot() {
    return new CloudGroup(
        name(),
        min,
        max,
        desired,
        settings.zones(),
        pointer,
        List.copyOf(suspended),
        List.copyOf(tags.values()),
        instances.values().stream().map(i -> i.snapshot(name())).toList());
  }
}
