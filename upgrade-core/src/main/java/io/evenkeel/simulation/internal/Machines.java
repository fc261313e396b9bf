package io.evenkeel.simulation.internal;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.BootedInstance;
import io.evenkeel.simulation.CloudChange.Kind;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.LifecycleHook.Result;
import io.evenkeel.simulation.LifecycleHook.Transition;
import io.evenkeel.simulation.LifecycleState;
import io.evenkeel.simulation.MachineImage;
import io.evenkeel.simulation.TemplateContent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The machines behind the instances: they start, boot, shut down and are gone. */
final class Machines {

  private static final DurationRange UNTIL_IN_SERVICE = DurationRange.seconds(4, 9);

  private final CloudWorld world;
  private final Seeds ids;
  private final Hooks hooks;
  private int launched;

  Machines(CloudWorld world) {
    this.world = world;
    this.ids = new Seeds(world.seed).stream("instance-ids");
    this.hooks = new Hooks(world);
  }

  Hooks hooks() {
    return hooks;
  }

  /** Launches a machine of that template version and type into the zone. */
  InstanceBook launch(
      GroupBook group, String zone, TemplateVersion from, String type, String cause) {
    TemplateContent content = world.templates.version(from).content().withType(type);
    InstanceBook instance = create(group, zone, from, content, world.timeline.now());
    group.recentFailure = Optional.empty();
    String activity = world.activities.launching(group, instance, cause);
    world.log.add(Kind.LAUNCHED, group.name(), instance.id, "in zone " + zone + " from " + from);
    String launch = "launch " + ++group.launches;
    Duration boot = group.chance.draw(group.settings.boot(), launch);
    Duration service = shorter(group.chance.draw(UNTIL_IN_SERVICE, launch + " in service"), boot);
    Fate fate = group.fates.poll();
    if (fate != null && fate.dies()) {
      world.timeline.schedule(service.dividedBy(2), () -> dieInLaunch(group, instance, activity));
    }
    if (fate != null) {
      instance.joining = fate.joining();
    }
    world.timeline.schedule(service, () -> launched(group, instance, activity));
    world.timeline.schedule(boot, () -> boot(group, instance));
    return instance;
  }

  /** Lets the instance go, after its hooks; the group no longer counts it. */
  void terminate(GroupBook group, InstanceBook instance, String cause) {
    boolean served = instance.state == LifecycleState.IN_SERVICE;
    group.move(instance, LifecycleState.TERMINATING);
    group.rebalancing.remove(instance.id);
    world.log.add(Kind.TERMINATING, group.name(), instance.id, cause);
    String activity = world.activities.terminating(group, instance, cause);
    if (served && instance.running) {
      world.targetGroups.onceLeft(group, instance, () -> askHooks(group, instance, activity));
    } else {
      instance.registrations.clear();
      shutDown(group, instance, activity);
    }
  }

  private void askHooks(GroupBook group, InstanceBook instance, String activity) {
    hooks.hold(group, instance, Transition.TERMINATING, r -> shutDown(group, instance, activity));
  }

  private void shutDown(GroupBook group, InstanceBook instance, String activity) {
    group.move(instance, LifecycleState.TERMINATING);
    Duration delay =
        instance.running
            ? group.chance.draw(group.settings.shutdown(), instance.id)
            : Duration.ofSeconds(1);
    world.timeline.schedule(delay, () -> vanish(group, instance, activity));
  }

  /** Takes the machine away behind the group's back; its health check will find out. */
  void stop(GroupBook group, InstanceBook instance, String how) {
    if (instance.running) {
      instance.running = false;
      group.changed();
      world.log.add(Kind.STOPPED, group.name(), instance.id, how);
      leave(instance);
    }
  }

  InstanceBook create(
      GroupBook group, String zone, TemplateVersion from, TemplateContent content, Instant since) {
    BootedInstance.Joining joining =
        world
            .images
            .find(content.image())
            .map(MachineImage::joining)
            .orElse(BootedInstance.Joining.BECOMES_READY);
    InstanceBook instance =
        new InstanceBook(
            nextId(),
            zone,
            from,
            content,
            joining,
            since,
            nextAddress(group.settings.zones().indexOf(zone)));
    group.tags.values().stream()
        .filter(CloudGroup.Tag::propagated)
        .forEach(tag -> instance.tags.put(tag.key(), tag.value()));
    group.add(instance);
    world.instances.put(instance.id, instance);
    world.groupOf.put(instance.id, group);
    world.supply.taken(instance);
    return instance;
  }

  private String nextId() {
    launched++;
    return "i-" + Names.hex(launched, 5) + Names.hex(ids.next() & 0xFFFF_FFFF_FFFFL, 12);
  }

  /** Each zone has a subnet of its own. */
  private String nextAddress(int zone) {
    return "10." + zone % 256 + "." + launched / 250 % 256 + "." + (launched % 250 + 4);
  }

  private void launched(GroupBook group, InstanceBook instance, String activity) {
    if (instance.state == LifecycleState.PENDING) {
      hooks.hold(
          group,
          instance,
          Transition.LAUNCHING,
          result -> launchHooksDone(group, instance, activity, result));
    }
  }

  private void launchHooksDone(
      GroupBook group, InstanceBook instance, String activity, Result result) {
    if (result == Result.CONTINUE) {
      enterService(group, instance, "");
      world.activities.finish(group, activity);
      world.scaling.entered(group, instance);
    } else {
      giveUp(
          group,
          instance,
          activity,
          "Instance failed to complete user's Lifecycle Action: the launch was abandoned.");
    }
  }

  private void dieInLaunch(GroupBook group, InstanceBook instance, String activity) {
    if (instance.state.pending()) {
      stop(group, instance, "its machine died while it was launched");
      giveUp(
          group,
          instance,
          activity,
          "Instance became unhealthy while waiting for instance to be in InService state."
              + " Termination Reason: Client.InternalError: Client error on launch");
    }
  }

  private void giveUp(GroupBook group, InstanceBook instance, String activity, String why) {
    world.activities.fail(group, activity, why);
    world.log.add(Kind.LAUNCH_FAILED, group.name(), instance.id, why);
    terminate(group, instance, Causes.at(world.timeline.now(), Causes.health("a failed launch")));
    world.scaling.touch(group);
  }

  void enterService(GroupBook group, InstanceBook instance, String text) {
    group.move(instance, LifecycleState.IN_SERVICE);
    instance.inServiceSince = Optional.of(world.timeline.now());
    instance.kept = group.settings.habits().protectsNew();
    world.targetGroups.register(group, instance);
    world.log.add(Kind.IN_SERVICE, group.name(), instance.id, text);
    world.health.watchAge(group, instance);
  }

  void boot(GroupBook group, InstanceBook instance) {
    if (instance.state.goingOrGone() || !instance.running) {
      return;
    }
    instance.booted = true;
    group.changed();
    world.log.add(Kind.BOOTED, group.name(), instance.id, "");
    world.link.instanceBooted(
        new BootedInstance(
            instance.id,
            "aws:///" + instance.zone + "/" + instance.id,
            instance.zone,
            instance.content.type(),
            instance.content.image(),
            instance.template,
            group.settings.labelsOf(instance.content.image()),
            instance.joining));
  }

  private void vanish(GroupBook group, InstanceBook instance, String activity) {
    instance.running = false;
    instance.terminatedAt = Optional.of(world.timeline.now());
    group.move(instance, LifecycleState.TERMINATED);
    world.supply.freed(instance);
    world.activities.finish(group, activity);
    leave(instance);
    world.log.add(Kind.TERMINATED, group.name(), instance.id, "");
    world.scaling.touch(group);
  }

  private void leave(InstanceBook instance) {
    if (instance.booted) {
      instance.booted = false;
      world.link.instanceGone(instance.id);
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
