package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import java.util.EnumMap;
import java.util.Map;

/** Faults 19 to 25: nodes and kubelets. */
final class NodeFaults {
  private NodeFaults() {}

  static Map<Fault, FaultInjector> injectors() {
    Map<Fault, FaultInjector> injectors = new EnumMap<>(Fault.class);
    return injectors;
  }
}
