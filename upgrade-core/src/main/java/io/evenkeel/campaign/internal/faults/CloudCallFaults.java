package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import java.util.EnumMap;
import java.util.Map;

/** Faults 1 to 5 and 14: what befalls calls of the cloud. */
final class CloudCallFaults {
  private CloudCallFaults() {}

  static Map<Fault, FaultInjector> injectors() {
    Map<Fault, FaultInjector> injectors = new EnumMap<>(Fault.class);
    return injectors;
  }
}
