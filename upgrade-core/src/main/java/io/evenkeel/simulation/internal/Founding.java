package io.evenkeel.simulation.internal;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.LaunchTemplate;

/** Gives a new group its first instances, in service and booted. */
final class Founding {

  private final CloudWorld world;

  Founding(CloudWorld world) {
    this.world = world;
  }

  void startWith(GroupBook group) {
    int size = group.settings.size();
    int upgraded = Math.min(size, group.settings.habits().upgraded());
    for (int n = 0; n < size; n++) {
      start(group, n < size - upgraded ? group.pointer : upgradedPointer(group));
    }
  }

  private void start(GroupBook group, TemplateVersion from) {
    String zone = new ZoneChoice(group, world.supply).emptiestFirst().get(0);
    InstanceBook instance =
        world.machines.create(
            group,
            zone,
            from,
            world.templates.version(from).content(),
            world.timeline.now().minus(group.settings.age()));
    world.machines.enterService(group, instance, "from the beginning");
    world.machines.boot(group, instance);
  }

  /** Makes the version that some instances are on already; the group itself does not follow it. */
  private TemplateVersion upgradedPointer(GroupBook group) {
    String image = group.settings.habits().upgradedImage();
    world.images.ensure(image);
    LaunchTemplate.Version version =
        world.templates.addVersion(
            group.pointer.template(),
            group.settings.content().withImage(image),
            "",
            "founding of " + group.name());
    return world.templates.get(group.pointer.template()).named(version.number());
  }
}
