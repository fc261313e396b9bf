package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** The injectors of all families. A fault that has none is never said to have been injected. */
public final class FaultInjectors {
  private static final Map<Fault, FaultInjector> ALL = all();

  private FaultInjectors() {}

  /** Returns what brings each fault about, in the order of the catalog. */
  public static Map<Fault, FaultInjector> byFault() {
    return ALL;
  }

  private static Map<Fault, FaultInjector> all() {
    Map<Fault, FaultInjector> all = new EnumMap<>(Fault.class);
    all.putAll(CloudCallFaults.injectors());
    all.putAll(CapacityFaults.injectors());
    all.putAll(GroupFaults.injectors());
    all.putAll(NodeFaults.injectors());
    all.putAll(ApiServerFaults.injectors());
    all.putAll(StorageAndWorkloadFaults.injectors());
    all.putAll(BudgetFaults.injectors());
    all.putAll(PodFaults.injectors());
    all.putAll(ProcessFaults.injectors());
    return Collections.unmodifiableMap(all);
  }
}
