package io.evenkeel.simulation.internal;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.TemplateContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Launches instances of groups where machines can be had, or tells why none can. */
final class Launches {

  /** A prepared machine has booted once and has been stopped. */
  private static final Duration PREPARING = Duration.ofMinutes(3);

  private final CloudWorld world;

  Launches(CloudWorld world) {
    this.world = world;
  }

  /** Launches into the emptiest zone that has a machine; a strict group tries that one only. */
  Optional<InstanceBook> anywhere(GroupBook group, String cause) {
    List<String> zones = new ZoneChoice(group, world.supply).emptiestFirst();
    for (String zone : group.settings.strictZones() ? zones.subList(0, 1) : zones) {
      Attempt attempt = attempt(group, zone, cause);
      if (attempt.launched.isPresent() || !attempt.elsewhere) {
        return attempt.launched;
      }
    }
    return Optional.empty();
  }

  /** Launches into that zone, of the first machine type that can be had. */
  Optional<InstanceBook> into(GroupBook group, String zone, String cause) {
    return attempt(group, zone, cause).launched;
  }

  private record Attempt(Optional<InstanceBook> launched, boolean elsewhere) {}

  private Attempt attempt(GroupBook group, String zone, String cause) {
    Optional<TemplateVersion> from = template(group);
    if (from.isEmpty()) {
      return fail(
          group,
          zone,
          cause,
          "The specified launch template, " + group.pointer + ", does not exist");
    }
    TemplateContent content = world.templates.version(from.get()).content();
    if (world.images.find(content.image()).isEmpty()) {
      return fail(group, zone, cause, "The image id '[" + content.image() + "]' does not exist");
    }
    Optional<Supply.Lack> lack = Optional.empty();
    for (String type : types(group, content)) {
      lack = world.supply.lack(zone, type);
      if (lack.isEmpty()) {
        takeFromWarmPool(group);
        return new Attempt(
            Optional.of(world.machines.launch(group, zone, from.get(), type, cause)), false);
      }
    }
    world.activities.failedLaunch(group, zone, cause, lack.orElseThrow().because());
    return new Attempt(Optional.empty(), lack.orElseThrow().elsewhere());
  }

  /** A machine that was prepared stays what it was prepared from. */
  private Optional<TemplateVersion> template(GroupBook group) {
    TemplateVersion prepared = group.warm.peek();
    return prepared == null ? world.templates.find(group.pointer) : Optional.of(prepared);
  }

  /** What is taken is prepared anew, from what the group launches from by then. */
  private void takeFromWarmPool(GroupBook group) {
    if (group.warm.poll() != null) {
      world.timeline.schedule(PREPARING, () -> prepare(group));
    }
  }

  private void prepare(GroupBook group) {
    if (group.prepares && !group.deleted) {
      world.templates.find(group.pointer).ifPresent(now -> group.warm.add(now));
    }
  }

  private Attempt fail(GroupBook group, String zone, String cause, String what) {
    world.activities.failedLaunch(group, zone, cause, what + ". Launching EC2 instance failed.");
    return new Attempt(Optional.empty(), false);
  }

  private static List<String> types(GroupBook group, TemplateContent content) {
    List<String> types = new ArrayList<>(List.of(content.type()));
    types.addAll(group.settings.habits().furtherTypes());
    return types;
  }
}
