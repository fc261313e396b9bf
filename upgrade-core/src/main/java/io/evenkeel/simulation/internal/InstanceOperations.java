package io.evenkeel.simulation.internal;

import static io.evenkeel.simulation.CloudRejection.Reason.ALREADY_TERMINATING;
import static io.evenkeel.simulation.CloudRejection.Reason.INVALID;
import static io.evenkeel.simulation.CloudRejection.Reason.NO_SUCH_INSTANCE;

import io.evenkeel.model.SizeChange;
import io.evenkeel.simulation.CloudChange.Kind;
import io.evenkeel.simulation.CloudRejection;
import io.evenkeel.simulation.LifecycleHook;
import io.evenkeel.simulation.LifecycleState;
import io.evenkeel.simulation.TargetGroup;
import io.evenkeel.spi.AfterTermination;

/** What may be done to the instances of one group, with the checks that the cloud makes. */
final class InstanceOperations {

  private final CloudWorld world;
  private final GroupBook group;

  InstanceOperations(CloudWorld world, GroupBook group) {
    this.world = world;
    this.group = group;
  }

  InstanceBook get(String id) {
    InstanceBook instance = group.instances.get(id);
    if (instance == null) {
      throw new CloudRejection(
          NO_SUCH_INSTANCE,
          "Instance Id not found - No managed instance found for instance ID: " + id);
    }
    return instance;
  }

  private InstanceBook present(String id) {
    InstanceBook instance = get(id);
    if (instance.goingOrGone()) {
      throw new CloudRejection(ALREADY_TERMINATING, "Instance " + id + " is terminating already.");
    }
    return instance;
  }

  void terminate(String id, AfterTermination after) {
    InstanceBook instance = present(id);
    decrement(id, after, "Terminating instance", "shouldDecrementDesiredCapacity");
    world.machines.terminate(
        group,
        instance,
        Causes.at(
            world.timeline.now(),
            Causes.userTermination(id, group.desired, after == AfterTermination.GIVE_BACK)));
    world.scaling.touch(group);
  }

  void detach(String id, AfterTermination after) {
    InstanceBook instance = present(id);
    decrement(id, after, "Detaching instance", "shouldDecrementDesiredCapacity");
    group.move(instance, LifecycleState.DETACHED);
    changed(Kind.DETACHED, id, "");
  }

  void deregister(String id, String targetGroup) {
    world.targetGroups.deregister(group, get(id), named(targetGroup));
  }

  void register(String id, String targetGroup) {
    world.targetGroups.register(group, present(id), named(targetGroup));
  }

  private TargetGroup named(String targetGroup) {
    return group.settings.habits().targetGroups().stream()
        .filter(each -> each.name().equals(targetGroup))
        .findFirst()
        .orElseThrow(
            () ->
                new CloudRejection(
                    INVALID,
                    "Group " + group.name() + " has no target group " + targetGroup + "."));
  }

  private void decrement(String id, AfterTermination after, String what, String flag) {
    if (after == AfterTermination.GIVE_BACK) {
      GroupOperations.require(
          group.desired > group.min,
          "Currently, desiredSize equals minSize ("
              + group.min
              + "). "
              + what
              + " without replacement will violate group's min size constraint. Either set "
              + flag
              + " flag to false or lower group's min size.");
      group.sizeChanges.came(group.desired, group.desired - 1, SizeChange.Cause.GAVE_BACK, id);
      group.desired--;
    }
  }

  void standby(String id, boolean aside) {
    InstanceBook instance = get(id);
    LifecycleState from = aside ? LifecycleState.IN_SERVICE : LifecycleState.STANDBY;
    GroupOperations.require(
        instance.state == from, "The instance " + id + " is not in " + from.label() + " state.");
    group.move(instance, aside ? LifecycleState.STANDBY : LifecycleState.IN_SERVICE);
    if (aside) {
      world.targetGroups.deregister(group, instance);
    } else {
      world.targetGroups.register(group, instance);
    }
    changed(aside ? Kind.STANDBY : Kind.IN_SERVICE, id, "");
  }

  void protect(String id, boolean kept) {
    InstanceBook instance = present(id);
    instance.kept = kept;
    changed(Kind.PROTECTED, id, kept ? "from scale-in" : "no longer");
  }

  void declareHealth(String id, boolean healthy) {
    InstanceBook instance = present(id);
    world.health.declare(group, instance, healthy);
    if (!healthy) {
      world.health.ails(group, instance, HealthChecks.BY_USER);
    }
  }

  void completeHook(String id, LifecycleHook.Result result) {
    GroupOperations.require(
        world.machines.hooks().complete(get(id).id, result),
        "No active Lifecycle Action found with instance ID " + id);
  }

  void heartbeat(String id) {
    GroupOperations.require(
        world.machines.hooks().heartbeat(get(id).id),
        "No active Lifecycle Action found with instance ID " + id);
  }

  private void changed(Kind kind, String subject, String text) {
    group.changed();
    world.log.add(kind, group.name(), subject, text);
    world.scaling.touch(group);
  }
}
