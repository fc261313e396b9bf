package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.DescribeConsistency;
import io.evenkeel.simulation.LifecycleState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Shows instances as an eventually consistent cloud does. */
final class Blur {

  private final CloudWorld world;
  private final Seeds order;
  private final Deque<CloudInstance> dead = new ArrayDeque<>();
  private DescribeConsistency consistency = DescribeConsistency.strong();

  Blur(CloudWorld world) {
    this.world = world;
    this.order = new Seeds(world.seed).stream("describe");
    world.log.listen(this::remember);
  }

  void set(DescribeConsistency newConsistency) {
    this.consistency = newConsistency;
  }

  boolean none() {
    return consistency.equals(DescribeConsistency.strong());
  }

  /** Returns how long after a change everything is sure to be shown. */
  Duration longest() {
    Duration missing = consistency.newAreMissing();
    Duration shown = consistency.deadAreShown();
    return missing.compareTo(shown) > 0 ? missing : shown;
  }

  private void remember(CloudChange change) {
    if (change.kind() == CloudChange.Kind.TERMINATED && !consistency.deadAreShown().isZero()) {
      world.instance(change.subject()).ifPresent(dead::add);
    }
  }

  CloudGroup of(CloudGroup truth) {
    if (none()) {
      return truth;
    }
    Instant visible = world.timeline.now().minus(consistency.newAreMissing());
    List<CloudInstance> shown = new ArrayList<>(deadOf(truth.name()));
    truth.instances().stream().filter(i -> !i.launchedAt().isAfter(visible)).forEach(shown::add);
    if (consistency.pagesInAnyOrder()) {
      shuffle(shown);
    }
    return truth.withInstances(shown);
  }

  private List<CloudInstance> deadOf(String group) {
    Instant forgotten = world.timeline.now().minus(consistency.deadAreShown());
    dead.removeIf(i -> i.terminatedAt().orElseThrow().isBefore(forgotten));
    return dead.stream()
        .filter(i -> i.group().equals(group))
        .map(i -> i.withState(LifecycleState.IN_SERVICE))
        .toList();
  }

  private void shuffle(List<CloudInstance> instances) {
    for (int i = instances.size() - 1; i > 0; i--) {
      int other = (int) Long.remainderUnsigned(order.next(), i + 1);
      CloudInstance swapped = instances.get(i);
      instances.set(i, instances.get(other));
      instances.set(other, swapped);
    }
  }
}
