package io.evenkeel.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The faults of a simulated cloud's calls, by action, such as {@code
 * autoscaling:TerminateInstanceInAutoScalingGroup}, {@code ec2:*} or {@code *}; none unless asked
 * for.
 *
 * <p>Each call of an action takes the next fault that was queued for it. Call on the timeline's
 * thread.
 */
public final class CloudFaults {

  private final TreeSet<String> denied = new TreeSet<>();
  private final Map<String, Deque<CloudFault>> queued = new LinkedHashMap<>();

  /** Denies every call of the action until it is allowed again. */
  public CloudFaults deny(String action) {
    denied.add(action);
    return this;
  }

  public CloudFaults allow(String action) {
    denied.remove(action);
    return this;
  }

  /** Throttles the next calls of the action. */
  public CloudFaults throttle(String action, int times, Duration retryAfter) {
    return next(action, times, new CloudFault.Throttle(retryAfter));
  }

  /** Serves the next calls of the action, but loses the answers. */
  public CloudFaults loseAnswers(String action, int times) {
    return next(action, times, new CloudFault.LoseAnswer());
  }

  /** Loses the next calls of the action before anything is done. */
  public CloudFaults loseRequests(String action, int times) {
    return next(action, times, new CloudFault.LoseRequest());
  }

  /**
   * Lets the next calls of the action arrive that much later, and be served then: whoever sent one
   * may long have given it up, or have lost the lease.
   */
  public CloudFaults delayRequests(String action, int times, Duration by) {
    return next(action, times, new CloudFault.Late(by));
  }

  /** Does that to the next calls of the action. */
  public CloudFaults next(String action, int times, CloudFault fault) {
    Deque<CloudFault> queue = queued.computeIfAbsent(action, name -> new ArrayDeque<>());
    for (int n = 0; n < times; n++) {
      queue.add(fault);
    }
    return this;
  }

  /** Takes the fault that meets the call which is being made now. */
  public Optional<CloudFault> take(String action) {
    List<String> names = List.of(action, action.replaceFirst(":.*", ":*"), "*");
    if (names.stream().anyMatch(denied::contains)) {
      return Optional.of(new CloudFault.Deny());
    }
    return names.stream()
        .map(queued::get)
        .filter(queue -> queue != null && !queue.isEmpty())
        .findFirst()
        .map(Deque::remove);
  }
}
