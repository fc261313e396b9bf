package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.CloudChange.Kind;
import io.evenkeel.simulation.ScalingActivity;
import io.evenkeel.simulation.ScalingActivity.Status;
import java.time.Instant;
import java.util.Optional;

/** Writes the scaling activities of groups. */
final class Activities {

  private final CloudWorld world;
  private int count;

  Activities(CloudWorld world) {
    this.world = world;
  }

  String launching(GroupBook group, InstanceBook instance, String cause) {
    return start(group, instance.id, "Launching a new EC2 instance: " + instance.id, cause);
  }

  String terminating(GroupBook group, InstanceBook instance, String cause) {
    return start(group, instance.id, "Terminating EC2 instance: " + instance.id, cause);
  }

  /** Tells of a launch that came to nothing at all. */
  void failedLaunch(GroupBook group, String zone, String cause, String message) {
    String id = start(group, "", "Launching a new EC2 instance.  Status Reason: " + message, cause);
    fail(group, id, message);
    world.log.add(Kind.LAUNCH_FAILED, group.name(), zone, message);
  }

  void finish(GroupBook group, String id) {
    Instant now = world.timeline.now();
    group.activities.computeIfPresent(id, (key, activity) -> activity.done(now));
  }

  /** Tells that a launch has failed, so that callers are shown why. */
  void fail(GroupBook group, String id, String message) {
    group.recentFailure = Optional.of(message);
    Instant now = world.timeline.now();
    group.activities.computeIfPresent(id, (key, activity) -> activity.failed(now, message));
    group.changed();
  }

  private String start(GroupBook group, String instance, String description, String cause) {
    String id = nextId();
    group.sizeChanges.tell();
    group.changed();
    group.activities.put(
        id,
        new ScalingActivity(
            id,
            group.name(),
            instance,
            Status.IN_PROGRESS,
            description,
            cause,
            "",
            world.timeline.now(),
            Optional.empty()));
    return id;
  }

  private String nextId() {
    count++;
    return Names.hex(count, 8) + "-0000-4000-8000-" + Names.hex(count, 12);
  }
}
