package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import java.util.EnumMap;
import java.util.Map;

/** Faults 44 to 46 and 48: our own process, other rollers, and people. */
final class ProcessFaults {
  private ProcessFaults() {}

  static Map<Fault, FaultInjector> injectors() {
    Map<Fault, FaultInjector> injectors = new EnumMap<>(Fault.class);
    injectors.put(Fault.PROCESS_CRASH, ProcessFaults::theProcessIsKilled);
    return injectors;
  }

  private static void theProcessIsKilled(FaultScene scene) {
    scene.soon(
        () -> {
          if (scene.process().kill(scene.dice().seconds(0, 120))) {
            scene.struck();
          }
        });
  }
}
