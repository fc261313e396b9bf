package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.BootedInstance.Joining;
import io.evenkeel.simulation.CloudChange.Kind;
import io.evenkeel.simulation.GroupAccidents;
import java.time.Duration;

/** Spot markets, broken hosts and broken images, as they befall the instances of one group. */
final class Accidents implements GroupAccidents {

  private static final Duration SPOT_NOTICE = Duration.ofMinutes(2);

  private final CloudWorld world;
  private final GroupBook group;
  private final InstanceOperations instances;

  Accidents(CloudWorld world, GroupBook group, InstanceOperations instances) {
    this.world = world;
    this.group = group;
    this.instances = instances;
  }

  void lose(String id) {
    stop(instances.get(id), "its machine is gone");
  }

  private void stop(InstanceBook instance, String how) {
    if (instance.running && !instance.goingOrGone()) {
      world.machines.stop(group, instance, how);
      world.health.ails(group, instance, HealthChecks.GONE);
    }
  }

  private void stopAfter(Duration notice, InstanceBook instance, String how) {
    world.timeline.schedule(notice, () -> stop(instance, how));
  }

  @Override
  public void spotInterruption(String id) {
    InstanceBook instance = instances.get(id);
    tell(instance, "spot interruption in " + SPOT_NOTICE.toMinutes() + " minutes");
    stopAfter(SPOT_NOTICE, instance, "spot interruption");
  }

  @Override
  public void rebalanceRecommendation(String id) {
    InstanceBook instance = instances.get(id);
    tell(instance, "rebalance recommendation");
    if (group.settings.habits().rebalancesCapacity()) {
      world.scaling.succeed(group, instance);
    }
  }

  @Override
  public void retirement(String id, Duration notice) {
    InstanceBook instance = instances.get(id);
    tell(instance, "retirement in " + notice.toMinutes() + " minutes");
    stopAfter(notice, instance, "retirement");
  }

  @Override
  public void failStatusCheck(String id) {
    world.health.ails(group, instances.get(id), HealthChecks.IMPAIRED);
  }

  @Override
  public void failLoadBalancerCheck(String id) {
    InstanceBook instance = instances.get(id);
    if (group.settings.habits().asksLoadBalancer()) {
      world.health.ails(group, instance, HealthChecks.LOAD_BALANCER);
    }
  }

  @Override
  public void nextLaunchesDie(int machines) {
    add(machines, Fate.DIES);
  }

  @Override
  public void nextLaunchesJoin(int machines, Joining joining) {
    add(machines, new Fate(false, joining));
  }

  private void add(int machines, Fate fate) {
    for (int n = 0; n < machines; n++) {
      group.fates.add(fate);
    }
  }

  private void tell(InstanceBook instance, String what) {
    world.log.add(Kind.NOTICE, group.name(), instance.id, what);
  }
}
