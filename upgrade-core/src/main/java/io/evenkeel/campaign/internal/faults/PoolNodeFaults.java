package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.simulation.BootedInstance.Joining;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Faults 6 to 8, 15 to 17, 22 and 25: machines of a node pool that do not come, or go. */
final class PoolNodeFaults {
  private PoolNodeFaults() {}

  static Map<Fault, FaultInjector> injectors() {
    Map<Fault, FaultInjector> injectors = new EnumMap<>(Fault.class);
    injectors.put(Fault.INSUFFICIENT_CAPACITY, PoolNodeFaults::noCapacity);
    injectors.put(Fault.QUOTA_EXHAUSTED, PoolNodeFaults::launchesHang);
    injectors.put(Fault.INSTANCE_DIES_PENDING, PoolNodeFaults::machinesDoNotRegister);
    injectors.put(Fault.SPOT_INTERRUPTION, PoolNodeFaults::interrupted);
    injectors.put(Fault.INSTANCE_RETIRED, PoolNodeFaults::hostsFail);
    injectors.put(Fault.OPERATOR_TERMINATES, PoolNodeFaults::aPersonDeletes);
    injectors.put(Fault.FRESH_NODE_DIES, PoolNodeFaults::freshNodesDie);
    injectors.put(Fault.KUBELET_DOWN, PoolNodeFaults::aKubeletFallsSilent);
    return injectors;
  }

  private static void noCapacity(FaultScene scene) {
    PoolStage pool = scene.pool();
    boolean everywhere = scene.dice().percent(50);
    Duration lasts = scene.dice().seconds(60, 2400);
    pool.pools().faults().whenTheyStrike(scene::struck);
    scene.soon(
        () -> {
          if (everywhere) {
            pool.pools().faults().noCapacity(pool.name());
          } else {
            pool.pools().faults().noCapacityInZone("a");
          }
          scene.at(lasts, () -> pool.pools().faults().capacityAgain());
        });
  }

  private static void launchesHang(FaultScene scene) {
    PoolStage pool = scene.pool();
    Duration lasts = scene.dice().seconds(60, 900);
    pool.pools().faults().whenTheyStrike(scene::struck);
    scene.soon(
        () -> {
          pool.pools().faults().launchesHang(pool.name());
          scene.at(lasts, () -> pool.pools().faults().joinAgain(pool.name()));
        });
  }

  private static void machinesDoNotRegister(FaultScene scene) {
    PoolStage pool = scene.pool();
    Joining how = scene.dice().one(List.of(Joining.NEVER_REGISTERS, Joining.NEVER_READY));
    Duration lasts = scene.dice().seconds(30, 600);
    pool.pools().faults().whenTheyStrike(scene::struck);
    scene.soon(
        () -> {
          pool.pools().faults().join(pool.name(), how);
          scene.at(lasts, () -> pool.pools().faults().joinAgain(pool.name()));
        });
  }

  /** The provisioner hears of it, and drains the node while there is time. */
  private static void interrupted(FaultScene scene) {
    int times = scene.dice().between(1, 2);
    for (int i = 0; i < times; i++) {
      scene.soon(
          () ->
              any(scene, claim -> true)
                  .forEach(
                      claim -> {
                        scene.pool().pools().deleteClaim(claim.name());
                        scene.struck();
                        scene.at(Duration.ofMinutes(2), () -> dies(scene, claim));
                      }));
    }
  }

  private static void hostsFail(FaultScene scene) {
    scene.soon(
        () ->
            any(scene, claim -> true)
                .forEach(
                    claim -> {
                      scene.cluster().edit().silence(claim.node().orElseThrow());
                      scene.struck();
                      scene.at(scene.dice().seconds(60, 600), () -> dies(scene, claim));
                    }));
  }

  private static void aPersonDeletes(FaultScene scene) {
    int times = scene.dice().between(1, 2);
    for (int i = 0; i < times; i++) {
      scene.soon(
          () ->
              any(scene, claim -> true)
                  .forEach(
                      claim -> {
                        scene.pool().pools().deleteClaim(claim.name());
                        scene.struck();
                      }));
    }
  }

  private static void freshNodesDie(FaultScene scene) {
    Set<String> old = new TreeSet<>();
    scene.pool().claims().forEach(claim -> old.add(claim.uid()));
    int most = scene.dice().between(1, 3);
    int[] lost = {0};
    int first = scene.dice().between(1, 9);
    for (int minute = first; minute <= first + 30; minute++) {
      scene.at(
          Duration.ofMinutes(minute),
          () -> {
            List<NodeClaim> fresh =
                lost[0] < most ? any(scene, claim -> !old.contains(claim.uid())) : List.of();
            lost[0] += fresh.size();
            fresh.forEach(claim -> dies(scene, claim));
            fresh.forEach(claim -> scene.struck());
          });
    }
  }

  private static void aKubeletFallsSilent(FaultScene scene) {
    Duration span = scene.dice().seconds(60, 1500);
    scene.soon(
        () ->
            any(scene, claim -> true)
                .forEach(
                    claim -> {
                      String node = claim.node().orElseThrow();
                      scene.cluster().edit().silence(node);
                      scene.struck();
                      scene.at(span, () -> hearAgain(scene, node));
                    }));
  }

  private static void hearAgain(FaultScene scene, String node) {
    if (scene.cluster().nodes().stream().map(Node::name).anyMatch(node::equals)) {
      scene.cluster().edit().hearAgain(node);
    }
  }

  private static void dies(FaultScene scene, NodeClaim claim) {
    boolean there = scene.pool().claims().stream().anyMatch(one -> one.uid().equals(claim.uid()));
    String node = claim.node().orElseThrow();
    if (there && scene.cluster().nodes().stream().map(Node::name).anyMatch(node::equals)) {
      scene.pool().pools().kill(node);
    }
  }

  /** Returns one of the claims in service that are such; none where there is none. */
  private static List<NodeClaim> any(FaultScene scene, Predicate<NodeClaim> such) {
    List<NodeClaim> claims =
        scene.pool().claims().stream()
            .filter(claim -> claim.state() == NodeClaim.State.IN_SERVICE)
            .filter(claim -> claim.node().isPresent())
            .filter(such)
            .toList();
    return claims.isEmpty() ? List.of() : List.of(scene.dice().one(claims));
  }
}
