package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import java.util.EnumMap;
import java.util.Map;

/** Faults 44 and 45: our own process; 46 and 48 are what others do to it. */
final class ProcessFaults {
  private ProcessFaults() {}

  static Map<Fault, FaultInjector> injectors() {
    Map<Fault, FaultInjector> injectors = new EnumMap<>(Fault.class);
    injectors.put(Fault.CLOCK_SKEW_OR_PAUSE, ProcessFaults::clocksDifferOrTheProcessStandsStill);
    injectors.put(Fault.PROCESS_CRASH, ProcessFaults::theProcessIsKilled);
    injectors.put(Fault.TWO_ROLLERS, OtherHands::anotherRollerWorks);
    injectors.put(Fault.OPERATOR_ACTS, OtherHands::aPersonActs);
    return injectors;
  }

  private static void clocksDifferOrTheProcessStandsStill(FaultScene scene) {
    scene.soon(
        () -> {
          boolean struck =
              scene.dice().percent(50)
                  ? scene.process().freeze(scene.dice().seconds(5, 600))
                  : scene.process().skew(scene.dice().seconds(0, 600).minusSeconds(300));
          if (struck) {
            scene.struck();
          }
        });
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
