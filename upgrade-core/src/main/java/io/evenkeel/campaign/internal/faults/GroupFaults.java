package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import io.evenkeel.simulation.Actors;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.LifecycleHook;
import io.evenkeel.simulation.LifecycleState;
import io.evenkeel.simulation.SimulatedActor;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.simulation.TerminationPolicy;
import io.evenkeel.spi.AfterTermination;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Faults 9 to 12, 17 and 47: what others, and the group by itself, do to its size. */
final class GroupFaults {
  private GroupFaults() {}

  static Map<Fault, FaultInjector> injectors() {
    Map<Fault, FaultInjector> injectors = new EnumMap<>(Fault.class);
    injectors.put(Fault.DESIRED_CHANGED_BY_OTHERS, GroupFaults::somebodySetsDesired);
    injectors.put(Fault.ZONE_REBALANCING, GroupFaults::zonesAreBalanced);
    injectors.put(Fault.WRONG_INSTANCE_SCALED_IN, GroupFaults::theGroupShrinks);
    injectors.put(Fault.LIFECYCLE_HOOK_STUCK, GroupFaults::aHookIsStuck);
    injectors.put(Fault.OPERATOR_TERMINATES, GroupFaults::aPersonTerminates);
    injectors.put(Fault.AUTOSCALER_AT_WORK, GroupFaults::anAutoscalerWorks);
    injectors.putAll(GroupLosses.injectors());
    return injectors;
  }

  /** A schedule or a person raises desired, and later, or instead, lowers it again. */
  private static void somebodySetsDesired(FaultScene scene) {
    int by = scene.dice().between(1, 2);
    scene.soon(() -> add(scene, by));
    if (scene.dice().percent(50)) {
      scene.soon(() -> add(scene, scene.dice().percent(50) ? by : -1));
    }
  }

  private static void add(FaultScene scene, int instances) {
    CloudGroup now = scene.group().state();
    int desired = now.desired() + instances;
    if (desired >= Math.max(1, now.min())) {
      scene.group().resize(now.min(), Math.max(now.max(), desired), desired);
      scene.struck();
    }
  }

  /**
   * A zone is short of machines for a while, and mostly loses one as well, which comes back in
   * another zone; then somebody sees to it that zones are balanced.
   */
  private static void zonesAreBalanced(FaultScene scene) {
    List<String> zones = scene.group().state().zones();
    if (zones.size() < 2) {
      return;
    }
    scene
        .cloud()
        .observeTruth(
            change -> {
              if (change.kind() == CloudChange.Kind.LAUNCHED
                  && lastCause(scene).contains("balance")) {
                scene.struck();
              }
            });
    String zone = scene.dice().one(zones);
    scene.at(Duration.ZERO, () -> scene.cloud().zoneHasCapacity(zone, false));
    if (scene.dice().percent(70)) {
      scene.at(scene.dice().seconds(1, 60), () -> loseOneIn(scene, zone));
    }
    scene.at(
        scene.dice().seconds(120, 900),
        () -> {
          scene.cloud().zoneHasCapacity(zone, true);
          scene.group().resume(List.of("AZRebalance"));
        });
  }

  private static void loseOneIn(FaultScene scene, String zone) {
    scene.group().state().instances().stream()
        .filter(i -> i.state() == LifecycleState.IN_SERVICE && i.zone().equals(zone))
        .findFirst()
        .ifPresent(instance -> scene.group().loseMachine(instance.id()));
  }

  private static String lastCause(FaultScene scene) {
    var activities = scene.group().activities();
    return activities.isEmpty() ? "" : activities.get(activities.size() - 1).cause();
  }

  /** Somebody lowers desired, and the group takes whom it likes. */
  private static void theGroupShrinks(FaultScene scene) {
    scene.group().terminatesBy(scene.dice().one(List.of(TerminationPolicy.values())));
    scene.soon(() -> add(scene, -1));
  }

  /** For a while Cluster Autoscaler, or one that consolidates, adds nodes and takes them away. */
  private static void anAutoscalerWorks(FaultScene scene) {
    Duration unneeded = scene.dice().seconds(30, 300);
    Duration lasts = scene.dice().seconds(300, 1800);
    SimulatedActor actor =
        scene.dice().percent(70)
            ? Actors.clusterAutoscaler(scene.cloud(), scene.groupName(), unneeded)
            : Actors.consolidation(scene.cloud(), scene.groupName());
    actor.stopsAfter(lasts).whenItActs(scene::struck);
    scene.at(Duration.ZERO, () -> scene.cluster().with(actor));
  }

  private static void aHookIsStuck(FaultScene scene) {
    LifecycleHook hook =
        (scene.dice().percent(60)
                ? LifecycleHook.onLaunch("nobody-answers")
                : LifecycleHook.onTermination("nobody-answers"))
            .heartbeat(scene.dice().seconds(120, 2400))
            .byDefault(
                scene.dice().percent(50)
                    ? LifecycleHook.Result.CONTINUE
                    : LifecycleHook.Result.ABANDON);
    Duration lasts = scene.dice().seconds(300, 2400);
    scene
        .cloud()
        .observeTruth(
            change -> {
              if (change.kind() == CloudChange.Kind.HELD) {
                scene.struck();
              }
            });
    scene.soon(
        () -> {
          scene.group().putHook(hook);
          scene.at(lasts, () -> scene.group().removeHook(hook.name()));
        });
  }

  private static void aPersonTerminates(FaultScene scene) {
    scene.soon(
        () ->
            inService(scene)
                .ifPresent(
                    instance -> {
                      terminate(scene, scene.group(), instance.id());
                      scene.struck();
                    }));
  }

  private static void terminate(FaultScene scene, SimulatedGroup group, String id) {
    boolean throughEc2 = scene.dice().percent(50);
    if (throughEc2) {
      group.loseMachine(id);
    } else {
      group.terminate(id, AfterTermination.REPLACE);
    }
  }

  /** Returns one of the instances that are in service, as chance wants it. */
  static Optional<CloudInstance> inService(FaultScene scene) {
    List<CloudInstance> running =
        scene.group().state().instances().stream()
            .filter(i -> i.state() == LifecycleState.IN_SERVICE && i.running())
            .toList();
    return running.isEmpty() ? Optional.empty() : Optional.of(scene.dice().one(running));
  }
}
