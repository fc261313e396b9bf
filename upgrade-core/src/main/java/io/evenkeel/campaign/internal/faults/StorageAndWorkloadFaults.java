package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import java.util.EnumMap;
import java.util.Map;

/** Faults 26 and 37 to 40: versions, volumes and what owns pods. */
final class StorageAndWorkloadFaults {
  private StorageAndWorkloadFaults() {}

  static Map<Fault, FaultInjector> injectors() {
    Map<Fault, FaultInjector> injectors = new EnumMap<>(Fault.class);
    return injectors;
  }
}
