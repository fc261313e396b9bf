package io.evenkeel.simulation.internal;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.BootedInstance;
import io.evenkeel.simulation.CloudChange.Kind;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.LaunchTemplate;
import io.evenkeel.simulation.LifecycleState;
import io.evenkeel.simulation.MachineImage;
import io.evenkeel.simulation.ScalingActivity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The machines behind the instances: they start, boot, shut down and are gone. */
final class Machines {

  private static final DurationRange UNTIL_IN_SERVICE = DurationRange.seconds(4, 9);

  private final CloudWorld world;
  private final Seeds ids;
  private final Activities activities;
  private int launched;

  Machines(CloudWorld world) {
    this.world = world;
    this.ids = new Seeds(world.seed).stream("instance-ids");
    this.activities = new Activities(world);
  }

  /** Gives a new group its first instances, in service and booted. */
  void startWith(GroupBook group, int count) {
    for (int n = 0; n < count; n++) {
      String zone = new ZoneChoice(group, world.exhaustedZones).emptiestFirst().get(0);
      Instant since = world.timeline.now().minus(group.settings.age());
      InstanceBook instance = create(group, zone, since);
      instance.state = LifecycleState.IN_SERVICE;
      group.changed();
      world.log.add(Kind.IN_SERVICE, group.name(), instance.id, "from the beginning");
      boot(group, instance);
    }
  }

  /** Launches into the zone, or says why that cannot be. */
  Optional<InstanceBook> launch(GroupBook group, String zone, String cause) {
    Optional<String> obstacle = obstacle(group, zone);
    if (obstacle.isPresent()) {
      activities.failedLaunch(group, zone, cause, obstacle.get());
      return Optional.empty();
    }
    InstanceBook instance = create(group, zone, world.timeline.now());
    group.recentFailure = Optional.empty();
    group.changed();
    world.log.add(
        Kind.LAUNCHED, group.name(), instance.id, "in zone " + zone + " from " + instance.template);
    ScalingActivity activity = activities.launching(group, instance, cause);
    String launch = "launch " + ++group.launches;
    Duration boot = group.bootTimes.draw(group.settings.boot(), launch);
    Duration service =
        shorter(group.bootTimes.draw(UNTIL_IN_SERVICE, launch + " in service"), boot);
    world.timeline.schedule(service, () -> serve(group, instance, activity));
    world.timeline.schedule(boot, () -> boot(group, instance));
    return Optional.of(instance);
  }

  /** Lets the instance go; the group no longer counts it. */
  void terminate(GroupBook group, InstanceBook instance, String cause) {
    instance.state = LifecycleState.TERMINATING;
    group.rebalancing.remove(instance.id);
    group.changed();
    world.log.add(Kind.TERMINATING, group.name(), instance.id, cause);
    ScalingActivity activity = activities.terminating(group, instance, cause);
    Duration delay = group.bootTimes.draw(group.settings.shutdown(), instance.id);
    world.timeline.schedule(delay, () -> vanish(group, instance, activity));
  }

  /** Takes the machine away behind the group's back; its health check will find out. */
  void lose(GroupBook group, InstanceBook instance) {
    instance.healthy = false;
    group.changed();
    world.log.add(Kind.UNHEALTHY, group.name(), instance.id, "its machine is gone");
    leave(instance);
  }

  private Optional<String> obstacle(GroupBook group, String zone) {
    LaunchTemplate.Version version = world.templates.version(group.pointer);
    String image = version.content().image();
    if (world.images.find(image).isEmpty()) {
      return Optional.of(
          "The image id '[" + image + "]' does not exist. Launching EC2 instance" + " failed.");
    }
    if (world.exhaustedZones.contains(zone)) {
      return Optional.of(
          "We currently do not have sufficient "
              + version.content().type()
              + " capacity in the Availability Zone you requested ("
              + zone
              + "). Launching EC2 instance failed.");
    }
    return Optional.empty();
  }

  private InstanceBook create(GroupBook group, String zone, Instant since) {
    TemplateVersion template = world.templates.pinned(group.pointer);
    LaunchTemplate.Version version = world.templates.version(template);
    BootedInstance.Joining joining =
        world
            .images
            .find(version.content().image())
            .map(MachineImage::joining)
            .orElse(BootedInstance.Joining.BECOMES_READY);
    InstanceBook instance =
        new InstanceBook(
            nextId(),
            zone,
            template,
            version.content(),
            joining,
            since,
            nextAddress(group.settings.zones().indexOf(zone)));
    group.tags.values().stream()
        .filter(CloudGroup.Tag::propagated)
        .forEach(tag -> instance.tags.put(tag.key(), tag.value()));
    group.instances.put(instance.id, instance);
    world.instances.put(instance.id, instance);
    world.groupOf.put(instance.id, group);
    return instance;
  }

  private String nextId() {
    launched++;
    return String.format("i-%05x%012x", launched, ids.next() & 0xFFFF_FFFF_FFFFL);
  }

  /** Each zone has a subnet of its own. */
  private String nextAddress(int zone) {
    return "10.%d.%d.%d".formatted(zone % 256, launched / 250 % 256, launched % 250 + 4);
  }

  private void serve(GroupBook group, InstanceBook instance, ScalingActivity activity) {
    if (instance.state == LifecycleState.PENDING) {
      instance.state = LifecycleState.IN_SERVICE;
      group.changed();
      activities.finish(group, activity);
      world.log.add(Kind.IN_SERVICE, group.name(), instance.id, "");
      world.scaling.touch(group);
    }
  }

  private void boot(GroupBook group, InstanceBook instance) {
    if (instance.goingOrGone() || !instance.healthy) {
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
            group.settings.labels(),
            instance.joining));
  }

  private void vanish(GroupBook group, InstanceBook instance, ScalingActivity activity) {
    instance.state = LifecycleState.TERMINATED;
    instance.terminatedAt = Optional.of(world.timeline.now());
    group.instances.remove(instance.id);
    group.changed();
    activities.finish(group, activity);
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
