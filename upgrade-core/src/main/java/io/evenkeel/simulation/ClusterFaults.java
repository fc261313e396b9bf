package io.evenkeel.simulation;

import io.evenkeel.simulation.internal.FaultBook;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * What goes wrong with the calls of a simulated cluster's client, by the permission that a call
 * needs, such as {@code patch nodes}. Each call takes the next fault that waits for it, else the
 * one of a span of time that goes on.
 */
public final class ClusterFaults {
  private final FaultBook book;

  ClusterFaults(FaultBook book) {
    this.book = book;
  }

  /** Throttles the next such calls; nothing is done. */
  public ClusterFaults throttle(Permission call, int times, Duration retryAfter) {
    return next(call, times, new ClusterFault.Throttle(retryAfter));
  }

  /** Answers the next such calls with a conflict; nothing is done. */
  public ClusterFaults conflict(Permission call, int times) {
    return next(call, times, new ClusterFault.Conflict());
  }

  /** Loses the next such calls before anything is done; the caller cannot know. */
  public ClusterFaults loseRequests(Permission call, int times) {
    return next(call, times, new ClusterFault.LoseRequest());
  }

  /** Serves the next such calls and loses the answers; the caller cannot know. */
  public ClusterFaults loseAnswers(Permission call, int times) {
    return next(call, times, new ClusterFault.LoseAnswer());
  }

  /** Serves the next such calls and never answers them. */
  public ClusterFaults neverAnswer(Permission call, int times) {
    return next(call, times, new ClusterFault.NeverAnswer());
  }

  /**
   * Lets the next such calls arrive that much later, and be served then: whoever sent one may long
   * have given it up, or have lost the lease.
   */
  public ClusterFaults delayRequests(Permission call, int times, Duration by) {
    return next(call, times, new ClusterFault.Late(by));
  }

  /** Does that to the next such calls. */
  public ClusterFaults next(Permission call, int times, ClusterFault fault) {
    book.next(call, times, fault);
    return this;
  }

  /** Does that to all such calls that arrive from now on for that long. */
  public ClusterFaults during(Duration span, Predicate<Permission> calls, ClusterFault fault) {
    book.during(span, calls, fault);
    return this;
  }
}
