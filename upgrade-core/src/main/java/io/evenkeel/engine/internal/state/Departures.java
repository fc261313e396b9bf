package io.evenkeel.engine.internal.state;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.Instance;
import io.evenkeel.model.SizeChange;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Instances that the cloud has shown on their way out. None comes back from there: a look that
 * shows one in service again is an older one.
 */
final class Departures {
  private final LinkedHashSet<String> told = new LinkedHashSet<>();
  private final LinkedHashSet<String> gaveBack = new LinkedHashSet<>();

  /** Returns the group with those on their way out that were shown so before. */
  GroupState rectify(GroupState observed) {
    observed.instances().stream()
        .filter(instance -> !instance.state().countsAgainstSize())
        .forEach(instance -> told.add(instance.id()));
    observed.sizeChanges().stream()
        .filter(change -> change.cause() == SizeChange.Cause.GAVE_BACK)
        .forEach(change -> gaveBack.add(change.instance()));
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

  /**
   * Returns the instance as one that goes where the cloud has told that its place was given back,
   * which its listing may show only later.
   */
  Instance goingAsTold(Instance listed) {
    return listed.state().countsAgainstSize() && gaveBack.contains(listed.id())
        ? listed.withState(Instance.State.TERMINATING)
        : listed;
  }

  boolean tells(String instanceId) {
    return told.contains(instanceId);
  }
}
