package io.evenkeel.aws.internal;

import io.evenkeel.spi.Resize;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/** Checks a change of size against the group as it is now. */
final class Sizes {
  private Sizes() {}

  static void check(AutoScalingGroup group, Resize resize) {
    String name = group.autoScalingGroupName();
    if (group.desiredCapacity() != resize.desiredNow() || group.maxSize() != resize.maxNow()) {
      throw Stop.conflict(
          "group %s wants %d of at most %d, not %d of %d"
              .formatted(
                  name,
                  group.desiredCapacity(),
                  group.maxSize(),
                  resize.desiredNow(),
                  resize.maxNow()));
    }
    bounds(group, resize);
    shedsNothing(group, resize);
  }

  private static void bounds(AutoScalingGroup group, Resize resize) {
    if (resize.desired() < group.minSize() || resize.desired() > resize.max()) {
      throw Stop.refused(
          "desired %d of group %s would be outside of its bounds %d to %d"
              .formatted(
                  resize.desired(), group.autoScalingGroupName(), group.minSize(), resize.max()));
    }
  }

  /** Below the present count the group would choose victims itself. */
  private static void shedsNothing(AutoScalingGroup group, Resize resize) {
    long present = present(group);
    boolean lower = resize.desired() < group.desiredCapacity() || resize.max() < group.maxSize();
    if (lower && Math.min(resize.desired(), resize.max()) < present) {
      throw Stop.conflict(
          "group %s has %d instances; desired %d and maximum %d would shed some"
              .formatted(group.autoScalingGroupName(), present, resize.desired(), resize.max()));
    }
  }

  private static long present(AutoScalingGroup group) {
    return group.instances().stream()
        .map(instance -> instance.lifecycleStateAsString())
        .filter(LifecycleStates::member)
        .filter(state -> LifecycleStates.state(state).countsAgainstSize())
        .count();
  }
}
