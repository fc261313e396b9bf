package io.evenkeel.aws.internal;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;

/**
 * How the reads of one service are repeated and paced.
 *
 * @param attempts how often a read is tried in all
 * @param firstWait the mean wait before the second attempt; it doubles each time, unless AWS asks
 *     for another
 * @param perSecond how many reads are sent in a second
 */
public record ReadPacing(int attempts, Duration firstWait, int perSecond) {
  /** How many repetitions a service is worth that never succeeds. */
  private static final int BUDGET = 40;

  static final Duration PAUSE_AFTER_OUTAGE = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
  private static final Duration LONGEST_QUEUE = Duration.ofSeconds(10);
  private static final Duration LIMITER_PERIOD = Duration.ofMillis(200);

  /** Returns what is courteous to an account that others share. */
  public static ReadPacing standard() {
    return new ReadPacing(4, Duration.ofMillis(300), 25);
  }

  /** Returns the same with that many reads in a second. */
  public ReadPacing withPerSecond(int reads) {
    return new ReadPacing(attempts, firstWait, reads);
  }

  int budget() {
    return BUDGET;
  }

  Retry retry(RetryBudget budget) {
    IntervalFunction ownWait =
        IntervalFunction.ofExponentialRandomBackoff(firstWait, 2.0, 0.5, LONGEST_WAIT);
    return Retry.of(
        "aws-reads",
        RetryConfig.custom()
            .maxAttempts(attempts)
            .retryOnException(failure -> Faults.passing(failure) && budget.take())
            .intervalBiFunction(
                (attempt, result) ->
                    Faults.retryAfter(result.getLeft())
                        .map(ReadPacing::capped)
                        .orElseGet(() -> ownWait.apply(attempt)))
            .build());
  }

  RateLimiter limiter() {
    int together = (int) Math.max(1, perSecond * LIMITER_PERIOD.toMillis() / 1000);
    return RateLimiter.of(
        "aws-reads",
        RateLimiterConfig.custom()
            .limitForPeriod(together)
            .limitRefreshPeriod(Duration.ofSeconds(together).dividedBy(perSecond))
            .timeoutDuration(LONGEST_QUEUE)
            .build());
  }

  CircuitBreaker breaker() {
    return CircuitBreaker.of(
        "aws-reads",
        CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(60)
            .waitDurationInOpenState(PAUSE_AFTER_OUTAGE)
            .recordException(Faults::outage)
            .build());
  }

  private static long capped(Duration asked) {
    return Math.min(asked.toMillis(), LONGEST_WAIT.toMillis());
  }
}
