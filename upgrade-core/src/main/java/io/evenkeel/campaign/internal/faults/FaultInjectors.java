package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The injectors of all families. A fault that has none is never said to have been injected. */
public final class FaultInjectors {
  private static final Map<Fault, FaultInjector> ALL = all();

  /** What befalls groups of instances, or what only they have, and has no like in a node pool. */
  private static final List<Fault> OF_GROUPS_ONLY =
      List.of(
          Fault.CLOUD_EVENTUAL_CONSISTENCY,
          Fault.CLOUD_STALE_PAGES,
          Fault.DESIRED_CHANGED_BY_OTHERS,
          Fault.ZONE_REBALANCING,
          Fault.WRONG_INSTANCE_SCALED_IN,
          Fault.LIFECYCLE_HOOK_STUCK,
          Fault.GROUP_OR_TEMPLATE_DELETED,
          Fault.VERSION_SKEW);

  private static final Map<Fault, FaultInjector> OF_POOLS = ofPool();

  private FaultInjectors() {}

  /** Returns what brings those faults about that can befall a node pool. */
  public static Map<Fault, FaultInjector> ofPools() {
    return OF_POOLS;
  }

  private static Map<Fault, FaultInjector> ofPool() {
    Map<Fault, FaultInjector> all = new EnumMap<>(all());
    OF_GROUPS_ONLY.forEach(all::remove);
    all.putAll(PoolCallFaults.injectors());
    all.putAll(PoolNodeFaults.injectors());
    all.putAll(PoolHands.injectors());
    return Collections.unmodifiableMap(all);
  }

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
