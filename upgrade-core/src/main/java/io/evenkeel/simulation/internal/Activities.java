package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.CloudChange.Kind;
import io.evenkeel.simulation.ScalingActivity;
import io.evenkeel.simulation.ScalingActivity.Status;
import java.util.Optional;

/** Writes the scaling activities of groups. */
final class Activities {

  private final CloudWorld world;
  private int count;

  Activities(CloudWorld world) {
    this.world = world;
  }

  ScalingActivity launching(GroupBook group, InstanceBook instance, String cause) {
    return start(group, instance.id, "Launching a new EC2 instance: " + instance.id, cause);
  }

  ScalingActivity terminating(GroupBook group, InstanceBook instance, String cause) {
    return start(group, instance.id, "Terminating EC2 instance: " + instance.id, cause);
  }

  void failedLaunch(GroupBook group, String zone, String cause, String message) {
    group.recentFailure = Optional.of(message);
    var now = world.timeline.now();
    group.activities.add(
        new ScalingActivity(
            nextId(),
            group.name(),
            "",
            Status.FAILED,
            "Launching a new EC2 instance.  Status Reason: " + message,
            cause,
            message,
            now,
            Optional.of(now)));
    group.changed();
    world.log.add(Kind.LAUNCH_FAILED, group.name(), zone, message);
  }

  void finish(GroupBook group, ScalingActivity activity) {
    int at = group.activities.indexOf(activity);
    if (at >= 0) {
      group.activities.set(at, activity.done(world.timeline.now()));
    }
  }

  private ScalingActivity start(
      GroupBook group, String instance, String description, String cause) {
    ScalingActivity activity =
        new ScalingActivity(
            nextId(),
            group.name(),
            instance,
            Status.IN_PROGRESS,
            description,
            cause,
            "",
            world.timeline.now(),
            Optional.empty());
    group.activities.add(activity);
    return activity;
  }

  private String nextId() {
    count++;
    return String.format("%08x-0000-4000-8000-%012x", count, count);
  }
}
