package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.LifecycleState;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/** Moves each group towards its desired size, and evens out its zones. */
final class Scaling {

  private static final Duration REACTION = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
  private static final Duration HEALTH_CHECK = Duration.ofSeconds(60);

  private final CloudWorld world;
  private final TreeSet<String> awaited = new TreeSet<>();
  private final TreeSet<String> retrying = new TreeSet<>();

  Scaling(CloudWorld world) {
    this.world = world;
  }

  /** Looks at the group shortly, since something has changed. */
  void touch(GroupBook group) {
    if (awaited.add(group.name())) {
      world.timeline.schedule(
          REACTION,
          () -> {
            awaited.remove(group.name());
            look(group);
          });
    }
  }

  /** Finds out, at the next health check, which instances are no longer well. */
  void checkHealthLater(GroupBook group) {
    world.timeline.schedule(
        HEALTH_CHECK,
        () -> List.copyOf(group.instances.values()).forEach(i -> replaceUnhealthy(group, i)));
  }

  private void look(GroupBook group) {
    int surplus = group.capacity().size() - group.desired;
    if (surplus < 0) {
      launch(group, -surplus);
    } else if (surplus > pendingRebalances(group)) {
      shrink(group, surplus - pendingRebalances(group));
    } else if (surplus == 0) {
      rebalance(group);
    }
  }

  private static int pendingRebalances(GroupBook group) {
    group.rebalancing.removeIf(
        id -> {
          InstanceBook instance = group.instances.get(id);
          return instance == null || instance.state != LifecycleState.PENDING;
        });
    return group.rebalancing.size();
  }

  private void launch(GroupBook group, int count) {
    if (!group.runs("Launch")) {
      return;
    }
    for (int n = 0; n < count; n++) {
      if (!launchOne(group)) {
        retryLater(group);
        return;
      }
    }
  }

  private boolean launchOne(GroupBook group) {
    String cause =
        "an instance was started in response to a difference between desired and actual"
            + " capacity";
    List<String> zones = new ZoneChoice(group, world.exhaustedZones).emptiestFirst();
    for (String zone : group.settings.strictZones() ? zones.subList(0, 1) : zones) {
      if (world.machines.launch(group, zone, cause).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private void retryLater(GroupBook group) {
    if (retrying.add(group.name())) {
      world.timeline.schedule(
          AFTER_FAILURE,
          () -> {
            retrying.remove(group.name());
            look(group);
          });
    }
  }

  private void shrink(GroupBook group, int count) {
    if (!group.runs("Terminate")) {
      return;
    }
    for (int n = 0; n < count; n++) {
      VictimChoice.among(group)
          .ifPresent(
              victim ->
                  world.machines.terminate(
                      group,
                      victim,
                      "an instance was taken out of service in response to a difference between"
                          + " desired and actual capacity"));
    }
  }

  /** Launches one above desired in the emptiest zone; shrinking takes one from the fullest. */
  private void rebalance(GroupBook group) {
    ZoneChoice zones = new ZoneChoice(group, world.exhaustedZones);
    int ceiling = group.max + Math.max(1, group.max / 10);
    boolean may = group.runs("AZRebalance") && group.runs("Launch");
    if (may && zones.uneven() && group.capacity().size() < ceiling) {
      zones.emptiestFirst().stream()
          .filter(zone -> !world.exhaustedZones.contains(zone))
          .findFirst()
          .flatMap(
              zone ->
                  world.machines.launch(
                      group,
                      zone,
                      "invoked rebalancing of the group since its zones were not balanced"))
          .ifPresent(extra -> group.rebalancing.add(extra.id));
    }
  }

  private void replaceUnhealthy(GroupBook group, InstanceBook instance) {
    if (instance.healthy || instance.goingOrGone()) {
      return;
    }
    if (group.runs("HealthCheck") && group.runs("ReplaceUnhealthy")) {
      world.machines.terminate(
          group, instance, "an instance was taken out of service in response to a health check");
      touch(group);
    }
  }
}
