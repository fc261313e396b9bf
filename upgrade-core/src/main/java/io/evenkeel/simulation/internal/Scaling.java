package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.LifecycleState;
import java.time.Duration;
import java.util.TreeSet;

/** Moves each group towards its desired size, and evens out its zones. */
final class Scaling {

  private static final Duration REACTION = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  private final CloudWorld world;
  private final Launches launches;
  private final TreeSet<String> awaited = new TreeSet<>();
  private final TreeSet<String> retrying = new TreeSet<>();

  Scaling(CloudWorld world) {
    this.world = world;
    this.launches = new Launches(world);
  }

  /** Looks at the group shortly, since something has changed. */
  void touch(GroupBook group) {
    lookAfter(REACTION, awaited, group);
  }

  /** Notes that an instance has come into service; whom it was to succeed goes. */
  void entered(GroupBook group, InstanceBook instance) {
    String old = group.successors.remove(instance.id);
    InstanceBook leaving = old == null ? null : group.instances.get(old);
    if (leaving != null && !leaving.goingOrGone()) {
      world.machines.terminate(
          group,
          leaving,
          Causes.at(
              world.timeline.now(), Causes.health("an EC2 instance rebalance recommendation")));
    }
    touch(group);
  }

  private void lookAfter(Duration wait, TreeSet<String> waiting, GroupBook group) {
    if (waiting.add(group.name())) {
      world.timeline.schedule(
          wait,
          () -> {
            waiting.remove(group.name());
            if (!group.deleted) {
              look(group);
            }
          });
    }
  }

  private void look(GroupBook group) {
    int surplus = group.capacityCount() - group.desired;
    int beingReplaced = underWay(group);
    if (surplus < 0) {
      launch(group, -surplus);
    } else if (surplus > beingReplaced && group.runs("Terminate")) {
      shrink(group, surplus - beingReplaced);
    } else if (surplus == 0 || !group.runs("Terminate")) {
      group.trigger = "";
      rebalance(group);
    }
  }

  /** Returns how many instances above desired are still on their way to take another's place. */
  private static int underWay(GroupBook group) {
    group.rebalancing.removeIf(
        id -> {
          InstanceBook instance = group.instances.get(id);
          return instance == null || !instance.state.pending();
        });
    return group.rebalancing.size();
  }

  private void launch(GroupBook group, int count) {
    if (!group.runs("Launch")) {
      return;
    }
    int from = group.capacityCount();
    for (int n = 0; n < count; n++) {
      String cause =
          group.trigger.endsWith("needing to be replaced.")
              ? group.trigger
              : because(group, Causes.increase(from, from + count));
      if (launches.anywhere(group, cause).isEmpty()) {
        lookAfter(AFTER_FAILURE, retrying, group);
        return;
      }
    }
  }

  private void shrink(GroupBook group, int count) {
    for (int n = 0; n < count; n++) {
      VictimChoice.among(group).ifPresent(victim -> takeOut(group, victim));
    }
  }

  private void takeOut(GroupBook group, InstanceBook victim) {
    world.machines.terminate(
        group,
        victim,
        Causes.after(
            because(group, Causes.shrink(group.capacityCount())),
            Causes.at(world.timeline.now(), Causes.selected(victim.id))));
  }

  private String because(GroupBook group, String what) {
    return Causes.after(group.trigger, Causes.at(world.timeline.now(), what));
  }

  /** Launches one above desired in the emptiest zone; shrinking takes one from the fullest. */
  private void rebalance(GroupBook group) {
    if (!group.runs("AZRebalance") || !group.runs("Launch") || full(group)) {
      return;
    }
    ZoneChoice zones = new ZoneChoice(group, world.supply);
    if (zones.uneven()) {
      zones.emptiestFirst().stream()
          .filter(world.supply::has)
          .findFirst()
          .flatMap(
              zone ->
                  launches.into(group, zone, Causes.at(world.timeline.now(), Causes.balance(zone))))
          .ifPresent(extra -> group.rebalancing.add(extra.id));
    }
  }

  /** Returns whether not even an instance that takes another's place may be launched. */
  private static boolean full(GroupBook group) {
    return group.capacityCount() >= group.max + Math.max(1, group.max / 10);
  }

  /** Launches a successor of an instance at risk, which goes once that one is in service. */
  void succeed(GroupBook group, InstanceBook atRisk) {
    if (full(group) || !group.runs("Launch") || atRisk.state != LifecycleState.IN_SERVICE) {
      return;
    }
    String cause =
        Causes.at(
            world.timeline.now(),
            "an instance was launched in response to an EC2 instance rebalance recommendation");
    launches
        .anywhere(group, cause)
        .ifPresent(
            successor -> {
              group.rebalancing.add(successor.id);
              group.successors.put(successor.id, atRisk.id);
            });
  }
}
