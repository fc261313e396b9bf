package io.evenkeel.engine.internal.state;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.Instance;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Instances that the cloud has shown on their way out. None comes back from there: a look that
 * shows one in service again is an older one.
 */
final class Departures {
  private final LinkedHashSet<String> told = new LinkedHashSet<>();

  /** Returns the group with those on their way out that were shown so before. */
  GroupState rectify(GroupState observed) {
    observed.instances().stream()
        .filter(instance -> !instance.state().countsAgainstSize())
        .forEach(instance -> told.add(instance.id()));
    return observed.instances().stream().anyMatch(this::isOld)
        ? observed.withInstances(rectified(observed.instances()))
        : observed;
  }

  private List<Instance> rectified(List<Instance> instances) {
    return instances.stream()
        .map(i -> isOld(i) ? i.withState(Instance.State.TERMINATING) : i)
        .toList();
  }

  private boolean isOld(Instance instance) {
    return instance.state().countsAgainstSize() && told.contains(instance.id());
  }

  boolean tells(String instanceId) {
    return told.contains(instanceId);
  }
}
