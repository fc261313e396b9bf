package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import java.util.EnumMap;
import java.util.Map;

/** Faults 6 to 8: machines that are not to be had, or die at birth. */
final class CapacityFaults {
  private CapacityFaults() {}

  static Map<Fault, FaultInjector> injectors() {
    Map<Fault, FaultInjector> injectors = new EnumMap<>(Fault.class);
    return injectors;
  }
}
