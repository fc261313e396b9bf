package io.evenkeel.simulation;

import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The faults of a simulated cloud's calls, by action, such as {@code
 * autoscaling:TerminateInstanceInAutoScalingGroup}, {@code ec2:*} or {@code *}; none unless asked
 * for.
 *
 * <p>A call is first denied where it is, then takes the next fault that was queued for it, then
 * meets what lasts, then the limit of its rate; of several names the closest comes first. Call on
 * the timeline's thread.
 */
public final class CloudFaults {

  private final TreeSet<String> denied = new TreeSet<>();
  private final Map<String, Deque<CloudFault>> queued = new LinkedHashMap<>();
  private final Map<String, CloudFault> lasting = new LinkedHashMap<>();
  private final Map<String, TokenBucket> limits = new LinkedHashMap<>();
  private final List<Consumer<CloudFault>> listeners = new ArrayList<>();

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

  /** Does that to every call of the action until it is lifted. */
  public CloudFaults lasting(String action, CloudFault fault) {
    lasting.put(action, fault);
    return this;
  }

  /** Ends what lasts for the action, what is still queued for it, and the limit of its rate. */
  public CloudFaults lift(String action) {
    lasting.remove(action);
    queued.remove(action);
    limits.remove(action);
    return this;
  }

  /**
   * Throttles calls of the action beyond a rate: a bucket holds so many tokens, is filled again by
   * so many each second, and each call takes one.
   */
  public CloudFaults limit(String action, Timeline timeline, int tokens, double perSecond) {
    limits.put(action, new TokenBucket(timeline, tokens, perSecond));
    return this;
  }

  /** Tells of each fault as a call meets it. */
  public CloudFaults whenMet(Consumer<CloudFault> listener) {
    listeners.add(listener);
    return this;
  }

  /** Takes the fault that meets the call which is being made now. */
  public Optional<CloudFault> take(String action) {
    if (denied.isEmpty() && queued.isEmpty() && lasting.isEmpty() && limits.isEmpty()) {
      return Optional.empty();
    }
    Optional<CloudFault> fault = find(namesOf(action));
    fault.ifPresent(f -> List.copyOf(listeners).forEach(listener -> listener.accept(f)));
    return fault;
  }

  private static List<String> namesOf(String action) {
    int service = action.indexOf(':');
    return service < 0
        ? List.of(action, "*")
        : List.of(action, action.substring(0, service) + ":*", "*");
  }

  private Optional<CloudFault> find(List<String> names) {
    if (names.stream().anyMatch(denied::contains)) {
      return Optional.of(new CloudFault.Deny());
    }
    for (String name : names) {
      Deque<CloudFault> queue = queued.get(name);
      if (queue != null && !queue.isEmpty()) {
        return Optional.of(queue.remove());
      }
    }
    return names.stream()
        .map(lasting::get)
        .filter(fault -> fault != null)
        .findFirst()
        .or(() -> names.stream().flatMap(name -> overrun(name).stream()).findFirst());
  }

  private Optional<CloudFault> overrun(String name) {
    TokenBucket bucket = limits.get(name);
    return bucket == null ? Optional.empty() : bucket.take();
  }

  /** How many calls may be made now. */
  private static final class TokenBucket {
    private final Timeline timeline;
    private final int most;
    private final double perSecond;
    private double tokens;
    private Duration filledAt;

    TokenBucket(Timeline timeline, int most, double perSecond) {
      this.timeline = timeline;
      this.most = most;
      this.perSecond = perSecond;
      this.tokens = most;
      this.filledAt = timeline.elapsed();
    }

    Optional<CloudFault> take() {
      Duration now = timeline.elapsed();
      double passed = now.minus(filledAt).toMillis() / 1000.0;
      tokens = Math.min(most, tokens + passed * perSecond);
      filledAt = now;
      if (tokens >= 1) {
        tokens--;
        return Optional.empty();
      }
      long wait = (long) Math.ceil((1 - tokens) / perSecond * 1000);
      return Optional.of(new CloudFault.Throttle(Duration.ofMillis(wait)));
    }
  }
}
