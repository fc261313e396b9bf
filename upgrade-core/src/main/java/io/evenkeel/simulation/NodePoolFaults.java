package io.evenkeel.simulation;

import io.evenkeel.simulation.BootedInstance.Joining;
import io.evenkeel.simulation.internal.PoolFaults;

/** What goes wrong with new nodes of {@link SimulatedNodePools}, until it is said to be over. */
public final class NodePoolFaults {
  private final PoolFaults book;

  NodePoolFaults(PoolFaults book) {
    this.book = book;
  }

  /** Tells each time that something of this has kept a new node from coming. */
  public NodePoolFaults whenTheyStrike(Runnable listener) {
    book.whenTheyStrike(listener);
    return this;
  }

  /** Lets the cloud have no machine for that pool. */
  public NodePoolFaults noCapacity(String pool) {
    book.noCapacity(pool);
    return this;
  }

  /** Lets the cloud have no machine in that zone. */
  public NodePoolFaults noCapacityInZone(String zone) {
    book.noCapacityInZone(zone);
    return this;
  }

  /** Lets the cloud have machines again; where it had none it is asked again within minutes. */
  public NodePoolFaults capacityAgain() {
    book.capacityAgain();
    return this;
  }

  /** Lets launches for that pool not be answered, until the provisioner gives up after minutes. */
  public NodePoolFaults launchesHang(String pool) {
    book.hang(pool);
    return this;
  }

  /** Lets new nodes of that pool join so. */
  public NodePoolFaults join(String pool, Joining how) {
    book.join(pool, how);
    return this;
  }

  /** Lets new nodes of that pool launch and join as they should. */
  public NodePoolFaults joinAgain(String pool) {
    book.joinAgain(pool);
    return this;
  }
}
