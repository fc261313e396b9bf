package io.evenkeel.aws.internal;

import io.evenkeel.model.Instance.State;
import io.evenkeel.spi.AfterTermination;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/**
 * Takes instances of a group out of its target groups, and asks the group to terminate one by id,
 * never twice.
 */
final class Terminator {
  private final AutoScalingClient scaling;
  private final Calls calls;
  private final Groups groups;
  private final TargetGroups targetGroups;

  Terminator(AutoScalingClient scaling, Calls calls, Groups groups, TargetGroups targetGroups) {
    this.targetGroups = targetGroups;
    this.scaling = scaling;
    this.calls = calls;
    this.groups = groups;
  }

  void deregister(String name, String instanceId) {
    AutoScalingGroup group = groups.get(name);
    state(group, instanceId);
    targetGroups.deregister(group, instanceId);
  }

  void terminate(String name, String instanceId, AfterTermination after) {
    AutoScalingGroup group = groups.get(name);
    State state = state(group, instanceId);
    // A second request could lower desired a second time.
    if (!state.countsAgainstSize()) {
      throw Stop.missing(instanceId + " is leaving group " + name + " already");
    }
    if (after == AfterTermination.GIVE_BACK) {
      roomAboveMinimum(group);
    }
    calls.write(
        Action.TERMINATE,
        () ->
            scaling.terminateInstanceInAutoScalingGroup(
                r ->
                    r.instanceId(instanceId)
                        .shouldDecrementDesiredCapacity(after == AfterTermination.GIVE_BACK)));
  }

  private static State state(AutoScalingGroup group, String instanceId) {
    return group.instances().stream()
        .filter(instance -> instance.instanceId().equals(instanceId))
        .map(instance -> LifecycleStates.state(instance.lifecycleStateAsString()))
        .findFirst()
        .orElseThrow(
            () ->
                Stop.missing(
                    "group " + group.autoScalingGroupName() + " has no instance " + instanceId));
  }

  private static void roomAboveMinimum(AutoScalingGroup group) {
    if (group.desiredCapacity() <= group.minSize()) {
      throw Stop.refused(
          "group %s wants %d instances, which is its minimum; a place can be given back only above it"
              .formatted(group.autoScalingGroupName(), group.desiredCapacity()));
    }
  }
}
