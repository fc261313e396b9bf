package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.BootedInstance.Joining;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What goes wrong with new nodes of pools. */
public final class PoolFaults {
  private final Set<String> poolsWithout = new LinkedHashSet<>();
  private final Set<String> zonesWithout = new LinkedHashSet<>();
  private final Set<String> hanging = new LinkedHashSet<>();
  private final Map<String, Joining> joinings = new LinkedHashMap<>();
  private final Map<String, String> lastTrouble = new LinkedHashMap<>();

  private final List<Runnable> listeners = new ArrayList<>();

  PoolFaults() {}

  public void whenTheyStrike(Runnable listener) {
    listeners.add(listener);
  }

  private boolean strikes(boolean so) {
    if (so) {
      listeners.forEach(Runnable::run);
    }
    return so;
  }

  public void noCapacity(String pool) {
    poolsWithout.add(pool);
  }

  public void noCapacityInZone(String zone) {
    zonesWithout.add(zone);
  }

  public void capacityAgain() {
    poolsWithout.clear();
    zonesWithout.clear();
  }

  public void hang(String pool) {
    hanging.add(pool);
  }

  public void join(String pool, Joining how) {
    joinings.put(pool, how);
  }

  public void joinAgain(String pool) {
    hanging.remove(pool);
    joinings.remove(pool);
    lastTrouble.remove(pool);
  }

  boolean hasNone(ClaimBook claim) {
    boolean none = poolsWithout.contains(claim.pool.name) || zonesWithout.contains(claim.zone);
    if (none) {
      lastTrouble.put(claim.pool.name, "the cloud has no machine in zone " + claim.zone);
    } else {
      lastTrouble.remove(claim.pool.name);
    }
    return strikes(none);
  }

  boolean hangs(ClaimBook claim) {
    return strikes(hanging.contains(claim.pool.name));
  }

  Joining joining(ClaimBook claim) {
    strikes(joinings.containsKey(claim.pool.name));
    return joinings.getOrDefault(claim.pool.name, Joining.BECOMES_READY);
  }

  /** Notes that a claim was given up. */
  void gaveUp(ClaimBook claim, String why) {
    lastTrouble.put(claim.pool.name, "a new node was " + why);
  }

  /** Returns what was wrong with the last node that should have come, if it did not. */
  Optional<String> lastTrouble(PoolBook pool) {
    return Optional.ofNullable(lastTrouble.get(pool.name));
  }
}
