package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.SimulatedCloud;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Faults 6 to 8: machines that are not to be had, or die at birth. */
final class CapacityFaults {
  private CapacityFaults() {}

  static Map<Fault, FaultInjector> injectors() {
    Map<Fault, FaultInjector> injectors = new EnumMap<>(Fault.class);
    injectors.put(Fault.INSUFFICIENT_CAPACITY, CapacityFaults::noCapacity);
    injectors.put(Fault.QUOTA_EXHAUSTED, CapacityFaults::quotaUsedUp);
    injectors.put(Fault.INSTANCE_DIES_PENDING, CapacityFaults::diesPending);
    return injectors;
  }

  /** For a while one zone, or all of them, have no machine at all, or none of the type. */
  private static void noCapacity(FaultScene scene) {
    countFailures(scene, "sufficient");
    List<String> all = scene.group().state().zones();
    List<String> zones = scene.dice().percent(50) ? all : List.of(scene.dice().one(all));
    boolean typeOnly = scene.dice().percent(30);
    Duration lasts = scene.dice().seconds(60, 2400);
    scene.soon(
        () -> {
          zones.forEach(zone -> has(scene.cloud(), zone, typeOnly, false));
          scene.at(lasts, () -> zones.forEach(zone -> has(scene.cloud(), zone, typeOnly, true)));
        });
  }

  private static void has(SimulatedCloud cloud, String zone, boolean typeOnly, boolean available) {
    if (typeOnly) {
      cloud.typeHasCapacity(zone, "m6i.large", available);
    } else {
      cloud.zoneHasCapacity(zone, available);
    }
  }

  /** For a while nothing, or one machine only, may be had on top of what there is. */
  private static void quotaUsedUp(FaultScene scene) {
    SimulatedCloud cloud = scene.cloud();
    countFailures(scene, "limit of");
    countFailures(scene, "free addresses");
    boolean cores = scene.dice().percent(50);
    int spare = scene.dice().between(0, 1);
    Duration lasts = scene.dice().seconds(60, 2400);
    scene.soon(
        () -> {
          if (cores) {
            cloud.coreQuota(cloud.coresUsed() + 2 * spare);
          } else {
            limitAddresses(scene, spare);
          }
          scene.at(lasts, () -> lift(scene));
        });
  }

  private static void limitAddresses(FaultScene scene, int spare) {
    for (String zone : scene.group().state().zones()) {
      scene.cloud().subnetAddresses(zone, scene.cloud().addressesUsed(zone) + spare);
    }
  }

  private static void lift(FaultScene scene) {
    scene.cloud().coreQuota(Integer.MAX_VALUE);
    scene
        .group()
        .state()
        .zones()
        .forEach(zone -> scene.cloud().subnetAddresses(zone, Integer.MAX_VALUE));
  }

  private static void diesPending(FaultScene scene) {
    countFailures(scene, "Client error on launch");
    int machines = scene.dice().between(1, 3);
    scene.group().accidents().nextLaunchesDie(machines);
  }

  private static void countFailures(FaultScene scene, String text) {
    scene
        .cloud()
        .observeTruth(
            change -> {
              if (change.kind() == CloudChange.Kind.LAUNCH_FAILED && change.text().contains(text)) {
                scene.struck();
              }
            });
  }
}
