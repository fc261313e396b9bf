package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.LifecycleHook;
import io.evenkeel.simulation.TargetGroup;
import io.evenkeel.simulation.TerminationPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a group does by itself beyond keeping its size. */
public record GroupHabits(
    TerminationPolicy termination,
    boolean protectsNew,
    List<LifecycleHook> hooks,
    boolean asksLoadBalancer,
    Duration healthGrace,
    Optional<Duration> lifetime,
    boolean rebalancesCapacity,
    List<String> furtherTypes,
    int prepared,
    String upgradedImage,
    int upgraded,
    List<TargetGroup> targetGroups) {

  public GroupHabits {
    hooks = List.copyOf(hooks);
    targetGroups = List.copyOf(targetGroups);
    furtherTypes = List.copyOf(furtherTypes);
  }
}
