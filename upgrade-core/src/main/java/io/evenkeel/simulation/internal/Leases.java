package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.Truth;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.LeaseRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/** Leases by name, written by compare-and-set on their version. */
final class Leases {
  private final World world;
  private final Map<String, LeaseRecord> leases = new LinkedHashMap<>();
  private long version;

  Leases(World world) {
    this.world = world;
  }

  Answer<LeaseRecord> read(String name) {
    LeaseRecord lease = leases.get(name);
    return lease == null
        ? new Answer.Missing<>("there is no lease named " + name)
        : Answer.ok(lease);
  }

  /** Somebody removes the lease. */
  void delete(String name) {
    if (leases.remove(name) != null) {
      world.history.add("lease " + name + " deleted");
    }
  }

  Answer<LeaseRecord> write(LeaseRecord lease) {
    LeaseRecord before = leases.get(lease.name());
    String now = before == null ? "" : before.version();
    if (!now.equals(lease.version())) {
      return new Answer.Conflict<>("the lease " + lease.name() + " has changed meanwhile");
    }
    LeaseRecord written = lease.withVersion(Long.toString(++version));
    leases.put(lease.name(), written);
    world.tell(new Truth.LeaseWritten(world.now(), written));
    if (before == null || !before.holder().equals(lease.holder())) {
      world.history.add("lease " + lease.name() + " held by '" + lease.holder() + "'");
    }
    return Answer.ok(written);
  }
}
