package io.evenkeel.simulation.internal;

import static io.evenkeel.simulation.CloudRejection.Reason.INVALID;

import io.evenkeel.model.SizeChange;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.CloudChange.Kind;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.CloudRejection;
import io.evenkeel.simulation.LifecycleHook;
import io.evenkeel.simulation.ScalingActivity;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.simulation.TargetGroup;
import io.evenkeel.simulation.TerminationPolicy;
import io.evenkeel.spi.AfterTermination;
import java.time.Duration;
import java.util.List;

/** What may be done to one group, with the checks that the cloud makes. */
final class GroupOperations implements SimulatedGroup {

  private final CloudWorld world;
  private final GroupBook group;
  private final InstanceOperations instances;

  GroupOperations(CloudWorld world, GroupBook group) {
    this.world = world;
    this.group = group;
    this.instances = new InstanceOperations(world, group);
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
    return List.copyOf(group.activities.values());
  }

  @Override
  public int peakInstances() {
    return group.peak;
  }

  @Override
  public List<TemplateVersion> warmPool() {
    return List.copyOf(group.warm);
  }

  @Override
  public void deleteWarmPool() {
    group.warm.clear();
    group.prepares = false;
  }

  @Override
  public void setDesired(int instances) {
    resize(
        group.min,
        group.max,
        instances,
        SizeChange.Cause.OTHER,
        Causes.desired(group.desired, instances));
  }

  @Override
  public void setLimits(int min, int max) {
    resize(min, max, Math.max(min, Math.min(max, group.desired)));
  }

  @Override
  public void resize(int min, int max, int desired) {
    resize(
        min,
        max,
        desired,
        SizeChange.Cause.RESIZED,
        Causes.update("a user request", min, max, group.desired, desired));
  }

  private void resize(int min, int max, int desired, SizeChange.Cause who, String cause) {
    require(min >= 0 && min <= max, "Min size " + min + " is greater than max size " + max + ".");
    require(desired <= max, sizeMessage(desired, "above max value " + max));
    require(desired >= min, sizeMessage(desired, "below min value " + min));
    if (min == group.min && max == group.max && desired == group.desired) {
      return;
    }
    String before = sizes();
    group.sizeChanges.came(group.desired, desired, who, "");
    group.min = min;
    group.max = max;
    group.desired = desired;
    group.trigger = Causes.at(world.timeline.now(), cause);
    changed(Kind.RESIZED, group.name(), before + " -> " + sizes());
  }

  @Override
  public void schedule(Duration after, int min, int max, int desired) {
    world.timeline.schedule(
        after,
        () -> {
          if (!group.deleted && group.runs("ScheduledActions")) {
            resize(
                min,
                max,
                desired,
                SizeChange.Cause.OTHER,
                Causes.update("a scheduled action", min, max, group.desired, desired));
          }
        });
  }

  @Override
  public void alarm(int desired) {
    int wanted = Math.max(group.min, Math.min(group.max, desired));
    if (group.runs("AlarmNotification")) {
      resize(
          group.min,
          group.max,
          wanted,
          SizeChange.Cause.OTHER,
          Causes.alarm(group.desired, wanted));
    }
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
    instances.terminate(instanceId, after);
  }

  @Override
  public void loseMachine(String instanceId) {
    accidents().lose(instanceId);
  }

  @Override
  public void standby(String instanceId, boolean aside) {
    instances.standby(instanceId, aside);
  }

  @Override
  public void detach(String instanceId, AfterTermination after) {
    instances.detach(instanceId, after);
  }

  @Override
  public void protect(String instanceId, boolean kept) {
    instances.protect(instanceId, kept);
  }

  @Override
  public List<TargetGroup> targetGroups() {
    return group.settings.habits().targetGroups();
  }

  @Override
  public boolean asksLoadBalancer() {
    return group.settings.habits().asksLoadBalancer();
  }

  @Override
  public void deregister(String instanceId, String targetGroup) {
    instances.deregister(instanceId, targetGroup);
  }

  @Override
  public void register(String instanceId, String targetGroup) {
    instances.register(instanceId, targetGroup);
  }

  @Override
  public void declareHealth(String instanceId, boolean healthy) {
    instances.declareHealth(instanceId, healthy);
  }

  @Override
  public void terminatesBy(TerminationPolicy policy) {
    group.termination = policy;
  }

  @Override
  public void putHook(LifecycleHook hook) {
    removeHook(hook.name());
    group.hooks.add(hook);
  }

  @Override
  public void removeHook(String name) {
    group.hooks.removeIf(hook -> hook.name().equals(name));
    world.machines.hooks().removed(group, name);
  }

  @Override
  public void completeHook(String instanceId, LifecycleHook.Result result) {
    instances.completeHook(instanceId, result);
  }

  @Override
  public void heartbeat(String instanceId) {
    instances.heartbeat(instanceId);
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
      world.health.checkLater(group);
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

  @Override
  public void delete(boolean force) {
    require(
        force || group.instances.isEmpty(),
        "You cannot delete an AutoScalingGroup while there are instances in it.");
    List.copyOf(group.instances.values()).stream()
        .filter(instance -> !instance.goingOrGone())
        .forEach(
            instance ->
                world.machines.terminate(
                    group,
                    instance,
                    Causes.at(world.timeline.now(), "the group was deleted by force")));
    world.forget(group);
  }

  @Override
  public Accidents accidents() {
    return new Accidents(world, group, instances);
  }

  private void changed(Kind kind, String subject, String text) {
    group.changed();
    world.log.add(kind, group.name(), subject, text);
    world.scaling.touch(group);
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

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new CloudRejection(INVALID, otherwise);
    }
  }
}
