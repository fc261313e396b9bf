package io.evenkeel.simulation.internal;

import io.evenkeel.model.TargetRegistration;
import io.evenkeel.model.TargetRegistration.State;
import io.evenkeel.simulation.CloudChange.Kind;
import io.evenkeel.simulation.TargetGroup;
import java.util.List;

/** The target groups of load balancers that groups register their instances in. */
final class TargetGroups {

  private final CloudWorld world;

  TargetGroups(CloudWorld world) {
    this.world = world;
  }

  /** Registers what has come into service, unless that process is switched off. */
  void register(GroupBook group, InstanceBook instance) {
    if (group.runs("AddToLoadBalancer")) {
      for (TargetGroup each : group.settings.habits().targetGroups()) {
        register(group, instance, each);
      }
    }
  }

  void register(GroupBook group, InstanceBook instance, TargetGroup into) {
    put(instance, into, State.REGISTERED);
    group.changed();
  }

  /** Takes the instance out of all of them. */
  void deregister(GroupBook group, InstanceBook instance) {
    group.settings.habits().targetGroups().forEach(each -> deregister(group, instance, each));
  }

  /** Takes the instance out; it stays for as long as its connections may last. */
  void deregister(GroupBook group, InstanceBook instance, TargetGroup from) {
    TargetRegistration known = instance.registrations.get(from.name());
    if (known != null && known.state() == State.REGISTERED) {
      put(instance, from, State.DRAINING);
      changed(group, instance, "leaves target group " + from.name());
      world.timeline.schedule(from.delay(), () -> leave(group, instance, from));
      missedByItsGroup(group, instance);
    }
  }

  private void leave(GroupBook group, InstanceBook instance, TargetGroup left) {
    TargetRegistration known = instance.registrations.get(left.name());
    if (known == null || known.state() == State.REGISTERED) {
      return;
    }
    instance.registrations.remove(left.name());
    changed(group, instance, "has left target group " + left.name());
    if (instance.registrations.isEmpty()) {
      List<Runnable> then = List.copyOf(instance.onceLeft);
      instance.onceLeft.clear();
      then.forEach(Runnable::run);
    }
  }

  /** Goes on once the instance is in no target group any more. */
  void onceLeft(GroupBook group, InstanceBook instance, Runnable then) {
    deregister(group, instance);
    if (instance.registrations.isEmpty()) {
      then.run();
    } else {
      instance.onceLeft.add(then);
    }
  }

  /** A group that asks load balancers is told by them that the instance does not serve. */
  private void missedByItsGroup(GroupBook group, InstanceBook instance) {
    if (group.settings.habits().asksLoadBalancer()) {
      world.health.ails(group, instance, HealthChecks.LOAD_BALANCER);
    }
  }

  private static void put(InstanceBook instance, TargetGroup group, State state) {
    instance.registrations.put(
        group.name(), new TargetRegistration(group.name(), state, group.delay()));
  }

  private void changed(GroupBook group, InstanceBook instance, String what) {
    group.changed();
    world.log.add(Kind.TARGETS, group.name(), instance.id, what);
  }
}
