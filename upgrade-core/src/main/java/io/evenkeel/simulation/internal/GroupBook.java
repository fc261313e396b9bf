package io.evenkeel.simulation.internal;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.LifecycleHook;
import io.evenkeel.simulation.LifecycleState;
import io.evenkeel.simulation.ScalingActivity;
import io.evenkeel.simulation.TerminationPolicy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One group as the cloud keeps it; only the cloud's own parts change it. */
final class GroupBook {

  final GroupSettings settings;

  /** Draws by launch and instance, so that what one does cannot shift what another draws. */
  final Seeds chance;

  int min;
  int max;
  int desired;
  TemplateVersion pointer;
  TerminationPolicy termination;
  final TreeSet<String> suspended = new TreeSet<>();
  final Map<String, CloudGroup.Tag> tags = new LinkedHashMap<>();
  final Map<String, InstanceBook> instances = new LinkedHashMap<>();
  final Map<String, ScalingActivity> activities = new LinkedHashMap<>();
  Optional<String> recentFailure = Optional.empty();
  final SizeChanges sizeChanges = new SizeChanges();
  int peak;
  boolean deleted;

  /** What made the size and what there is differ, in Auto Scaling's words; empty for nothing. */
  String trigger = "";

  /** Which instance goes as soon as its successor, the key, is in service. */
  final Map<String, String> successors = new LinkedHashMap<>();

  final List<LifecycleHook> hooks;

  /** What will become of the machines that are launched next. */
  final Deque<Fate> fates = new ArrayDeque<>();

  /** What the machines of the warm pool were prepared from, the next one first. */
  final Deque<TemplateVersion> warm = new ArrayDeque<>();

  /** Whether what is taken from the warm pool is prepared anew. */
  boolean prepares = true;

  private int present;
  private int capacity;

  /** How many instances were launched so far. */
  int launches;

  /** Launched above desired, to be followed by a termination in the fullest zone. */
  final TreeSet<String> rebalancing = new TreeSet<>();

  private @Nullable CloudGroup snapshot;

  GroupBook(GroupSettings settings, TemplateVersion pointer, Seeds chance) {
    this.settings = settings;
    this.chance = chance;
    this.hooks = new ArrayList<>(settings.habits().hooks());
    this.min = settings.min();
    this.max = settings.max();
    this.desired = settings.size();
    this.pointer = pointer;
    this.termination = settings.habits().termination();
    settings.tags().forEach(tag -> tags.put(tag.key(), tag));
    for (int n = 0; n < settings.habits().prepared(); n++) {
      warm.add(pointer);
    }
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

  /** Lists a new instance, in the state that it is in. */
  void add(InstanceBook instance) {
    instances.put(instance.id, instance);
    count(instance.state, 1);
    changed();
  }

  /** Moves an instance on; one that is gone, or no longer of the group, is not listed any more. */
  void move(InstanceBook instance, LifecycleState state) {
    count(instance.state, -1);
    instance.state = state;
    count(state, 1);
    if (state == LifecycleState.TERMINATED || state == LifecycleState.DETACHED) {
      instances.remove(instance.id);
    }
    changed();
  }

  private void count(LifecycleState state, int by) {
    present += state.goingOrGone() ? 0 : by;
    capacity += state.countsAsCapacity() ? by : 0;
  }

  /** Returns how many instances the group counts when it compares itself with desired. */
  int capacityCount() {
    return capacity;
  }

  /** Forgets the snapshot, since something has changed. */
  void changed() {
    snapshot = null;
    peak = Math.max(peak, present);
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
