package io.evenkeel.simulation.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How large a pool may become. */
final class PoolLimits {
  private final PoolWorld pools;
  private final PoolBook pool;

  PoolLimits(PoolWorld pools, PoolBook pool) {
    this.pools = pools;
    this.pool = pool;
  }

  /** Returns whether the pool may have nodes of these types. */
  boolean allow(List<String> types) {
    PoolSettings.Limits limits = pool.settings.limits();
    if (limits.nodes().isPresent() && types.size() > limits.nodes().getAsInt()) {
      return false;
    }
    if (limits.cores().isEmpty()) {
      return true;
    }
    long millis = types.stream().mapToLong(t -> pools.machines.offers(t).cpuMillis()).sum();
    return millis <= limits.cores().get() * 1000;
  }

  /** Returns whether the pool, with nodes that are about to go, is larger than it may be. */
  boolean exceeded() {
    return !allow(pools.claimsOf(pool).stream().map(claim -> claim.type).toList());
  }

  /** Returns whether the pool may not have one more node of its smallest type. */
  boolean reached() {
    List<String> types = new ArrayList<>(pools.claimsOf(pool).stream().map(c -> c.type).toList());
    types.add(smallest());
    return !allow(types);
  }

  private String smallest() {
    return pool.settings.types().stream()
        .min(Comparator.comparingLong(t -> MachinePrices.of(pools.machines.offers(t))))
        .orElseThrow();
  }

  @Override
  public String toString() {
    PoolSettings.Limits limits = pool.settings.limits();
    return limits.nodes().isPresent()
        ? limits.nodes().getAsInt() + " nodes"
        : limits.cores().map(cores -> cores + " cores").orElse("none");
  }
}
