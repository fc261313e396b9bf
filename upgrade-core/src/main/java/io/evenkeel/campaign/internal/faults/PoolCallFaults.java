package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import io.evenkeel.campaign.internal.faults.PoolCalls.Trouble;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Faults 1 to 3, 14 and 42: what befalls calls about a node pool. */
final class PoolCallFaults {
  private PoolCallFaults() {}

  static Map<Fault, FaultInjector> injectors() {
    Map<Fault, FaultInjector> injectors = new EnumMap<>(Fault.class);
    injectors.put(Fault.CLOUD_THROTTLING, scene -> spells(scene, Trouble.THROTTLED, 30));
    injectors.put(Fault.CLOUD_ANSWER_LOST, scene -> spells(scene, Trouble.ANSWER_LOST, 120));
    injectors.put(Fault.CLOUD_EFFECT_MISSING, scene -> spells(scene, Trouble.NO_EFFECT, 30));
    injectors.put(Fault.CREDENTIALS_EXPIRED, scene -> spells(scene, Trouble.UNAUTHENTICATED, 20));
    injectors.put(Fault.API_PARTITION, PoolCallFaults::halfOfItPasses);
    return injectors;
  }

  private static void spells(FaultScene scene, Trouble trouble, int longest) {
    int times = scene.dice().between(1, 4);
    for (int i = 0; i < times; i++) {
      Duration span = scene.dice().seconds(1, longest);
      Duration delay = scene.dice().seconds(1, 15);
      scene.soon(() -> once(scene, trouble, span, delay));
    }
  }

  /** It counts once, however many calls it meets. */
  private static void once(FaultScene scene, Trouble trouble, Duration span, Duration delay) {
    boolean[] met = {false};
    scene
        .pool()
        .calls()
        .during(
            span,
            trouble,
            delay,
            () -> {
              if (!met[0]) {
                met[0] = true;
                scene.struck();
              }
            });
  }

  /** The objects of the provisioner are served by the same API server. */
  private static void halfOfItPasses(FaultScene scene) {
    if (scene.dice().percent(40)) {
      spells(scene, Trouble.LATE, 300);
    } else {
      ApiServerFaults.halfOfItPasses(scene);
    }
  }
}
