package io.evenkeel;

import java.time.Duration;
import java.util.Optional;

/** What a {@link DrainPolicy} proposes for one pod; the engine disposes. */
public sealed interface Disposition {

  /** Evict it through the Eviction API, with its own grace period or the one given. */
  record Evict(Optional<Duration> grace) implements Disposition {}

  /**
   * Leave it where it is and let it end with the node. Honored for pods of DaemonSets, mirror pods
   * and finished pods; for any other pod it means {@link Hold}.
   */
  record Leave(String because) implements Disposition {}

  /** Do not touch it, and do not take its node while it is there. */
  record Hold(String because) implements Disposition {}

  /**
   * Delete it; it takes a slot of its budget like an eviction. A grace of zero means one second.
   */
  record Delete(Optional<Duration> grace, String because) implements Disposition {}

  static Disposition evict() {
    return new Evict(Optional.empty());
  }

  static Disposition leave(String because) {
    return new Leave(Given.there(because, "leave(..)", Given.REASON));
  }

  static Disposition hold(String because) {
    return new Hold(Given.there(because, "hold(..)", Given.REASON));
  }

  static Disposition delete(String because) {
    return new Delete(Optional.empty(), Given.there(because, "delete(..)", Given.REASON));
  }
}
