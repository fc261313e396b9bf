package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.LifecycleState;
import io.evenkeel.spi.AfterTermination;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Faults 9 to 13, 15 to 18 and 47: what others do to a group and its instances. */
final class GroupFaults {
  private GroupFaults() {}

  static Map<Fault, FaultInjector> injectors() {
    Map<Fault, FaultInjector> injectors = new EnumMap<>(Fault.class);
    injectors.put(Fault.OPERATOR_TERMINATES, GroupFaults::aPersonTerminates);
    return injectors;
  }

  private static void aPersonTerminates(FaultScene scene) {
    scene.soon(
        () -> {
          List<CloudInstance> running =
              scene.group().state().instances().stream()
                  .filter(instance -> instance.state() == LifecycleState.IN_SERVICE)
                  .toList();
          if (!running.isEmpty()) {
            scene.group().terminate(scene.dice().one(running).id(), AfterTermination.REPLACE);
            scene.struck();
          }
        });
  }
}
