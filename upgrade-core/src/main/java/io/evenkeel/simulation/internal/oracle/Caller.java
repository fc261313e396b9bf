package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.spi.ClusterEvent;
import java.util.List;

/**
 * One process that runs a plan, with what it has been told so far. What was delivered a moment ago
 * may or may not have been read when the process acts, so there are two views; it is accused only
 * of what is wrong by both.
 */
final class Caller {
  private Picture delivered = new Picture();
  private Picture read = new Picture();

  List<Picture> views() {
    return List.of(delivered, read);
  }

  /** Begins to learn anew, as a process does that watches again. */
  void watchesAnew() {
    delivered = new Picture();
    read = new Picture();
  }

  void receives(ClusterEvent event) {
    delivered.apply(event);
  }

  void reads(ClusterEvent event) {
    read.apply(event);
  }
}
