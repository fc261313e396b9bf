package io.evenkeel.simulation;

import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.util.Optional;

/**
 * What goes wrong with the calls of a simulated cluster's client, by the permission that a call
 * needs, such as {@code patch nodes}. Each call takes the next fault that waits for it.
 */
public final class ClusterFaults {
  private final CloudFaults faults = new CloudFaults();

  /** Throttles the next such calls; nothing is done. */
  public ClusterFaults throttle(Permission call, int times, Duration retryAfter) {
    return next(call, times, new CloudFault.Throttle(retryAfter));
  }

  /** Loses the next such calls before anything is done; the caller cannot know. */
  public ClusterFaults loseRequests(Permission call, int times) {
    return next(call, times, new CloudFault.LoseRequest());
  }

  /** Serves the next such calls and loses the answers; the caller cannot know. */
  public ClusterFaults loseAnswers(Permission call, int times) {
    return next(call, times, new CloudFault.LoseAnswer());
  }

  /** Serves the next such calls and never answers them. */
  public ClusterFaults neverAnswer(Permission call, int times) {
    return next(call, times, new CloudFault.NeverAnswer());
  }

  /** Takes the fault that meets the call which is being made now. */
  public Optional<CloudFault> take(Permission call) {
    return faults.take(call.toString());
  }

  private ClusterFaults next(Permission call, int times, CloudFault fault) {
    faults.next(call.toString(), times, fault);
    return this;
  }
}
