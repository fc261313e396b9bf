package io.evenkeel.simulation.internal;

import static io.evenkeel.simulation.CloudRejection.Reason.ALREADY_TERMINATING;
import static io.evenkeel.simulation.CloudRejection.Reason.INVALID;
import static io.evenkeel.simulation.CloudRejection.Reason.NO_SUCH_INSTANCE;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.CloudChange.Kind;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.CloudRejection;
import io.evenkeel.simulation.LifecycleState;
import io.evenkeel.simulation.ScalingActivity;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.spi.AfterTermination;
import java.util.List;

/** What may be done to one group, with the checks that the cloud makes. */
final class GroupOperations implements SimulatedGroup {

  private final CloudWorld world;
  private final GroupBook group;

  GroupOperations(CloudWorld world, GroupBook group) {
    this.world = world;
    this.group = group;
  }

  @Override
  public String name() {
    return group.name();
  }

  @Override
  public CloudGroup state() {
    return group.snapshot();
  }

  @Override
  public List<ScalingActivity> activities() {
    return List.copyOf(group.activities);
  }

  @Override
  public int peakInstances() {
    return group.peak;
  }

  @Override
  public void setDesired(int instances) {
    resize(group.min, group.max, instances);
  }

  @Override
  public void setLimits(int min, int max) {
    resize(min, max, Math.max(min, Math.min(max, group.desired)));
  }

  @Override
  public void resize(int min, int max, int desired) {
    require(min >= 0 && min <= max, "Min size " + min + " is greater than max size " + max + ".");
    require(desired <= max, sizeMessage(desired, "above max value " + max));
    require(desired >= min, sizeMessage(desired, "below min value " + min));
    if (min == group.min && max == group.max && desired == group.desired) {
      return;
    }
    String before = sizes();
    group.min = min;
    group.max = max;
    group.desired = desired;
    changed(Kind.RESIZED, group.name(), before + " -> " + sizes());
  }

  @Override
  public void point(TemplateVersion template) {
    world.templates.version(template);
    String before = group.pointer.toString();
    group.pointer = template;
    changed(Kind.POINTED, template.toString(), "was " + before);
  }

  @Override
  public void terminate(String instanceId, AfterTermination after) {
    InstanceBook instance = instance(instanceId);
    if (instance.goingOrGone()) {
      throw new CloudRejection(
          ALREADY_TERMINATING, "Instance " + instanceId + " is terminating already.");
    }
    if (after == AfterTermination.GIVE_BACK) {
      require(
          group.desired > group.min,
          "Currently, desiredSize equals minSize ("
              + group.min
              + "). Terminating instance without replacement will violate group's min size"
              + " constraint. Either set shouldDecrementDesiredCapacity flag to false or lower"
              + " group's min size.");
      group.desired--;
    }
    world.machines.terminate(
        group,
        instance,
        "instance "
            + instanceId
            + " was taken out of service in response to a user request, "
            + (after == AfterTermination.GIVE_BACK ? "shrinking" : "keeping")
            + " the capacity at "
            + group.desired);
    world.scaling.touch(group);
  }

  @Override
  public void loseMachine(String instanceId) {
    world.machines.lose(group, instance(instanceId));
    world.scaling.checkHealthLater(group);
  }

  @Override
  public void standby(String instanceId, boolean aside) {
    InstanceBook instance = instance(instanceId);
    LifecycleState from = aside ? LifecycleState.IN_SERVICE : LifecycleState.STANDBY;
    require(
        instance.state == from,
        "The instance " + instanceId + " is not in " + from.label() + " state.");
    instance.state = aside ? LifecycleState.STANDBY : LifecycleState.IN_SERVICE;
    changed(aside ? Kind.STANDBY : Kind.IN_SERVICE, instanceId, "");
  }

  @Override
  public void suspend(List<String> processes) {
    if (group.suspended.addAll(processes)) {
      changed(Kind.SUSPENDED, String.join(",", processes), "");
    }
  }

  @Override
  public void resume(List<String> processes) {
    if (group.suspended.removeAll(processes)) {
      changed(Kind.RESUMED, String.join(",", processes), "");
      world.scaling.checkHealthLater(group);
    }
  }

  @Override
  public void tag(String key, String value, boolean propagated) {
    group.tags.put(key, new CloudGroup.Tag(key, value, propagated));
    changed(Kind.TAGGED, key, value);
  }

  @Override
  public void untag(String key) {
    if (group.tags.remove(key) != null) {
      changed(Kind.UNTAGGED, key, "");
    }
  }

  private void changed(Kind kind, String subject, String text) {
    group.changed();
    world.log.add(kind, group.name(), subject, text);
    world.scaling.touch(group);
  }

  private InstanceBook instance(String id) {
    InstanceBook instance = group.instances.get(id);
    if (instance == null) {
      throw new CloudRejection(
          NO_SUCH_INSTANCE,
          "Instance Id not found - No managed instance found for instance ID: " + id);
    }
    return instance;
  }

  private String sizes() {
    return group.min + "/" + group.desired + "/" + group.max;
  }

  private static String sizeMessage(int desired, String problem) {
    return "New SetDesiredCapacity value "
        + desired
        + " is "
        + problem
        + " for the AutoScalingGroup.";
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new CloudRejection(INVALID, otherwise);
    }
  }
}
