package io.evenkeel.aws.internal;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.retry.Retry;
import java.util.function.Supplier;

/**
 * The reads of one service. Each service has a pace, a retry budget and a circuit breaker of its
 * own, so that trouble with one leaves the others alone. Thread-safe; may block for its waits.
 */
final class ServiceReads {
  private final Retry retry;
  private final CircuitBreaker breaker;
  private final RateLimiter limiter;
  private final RetryBudget budget;

  ServiceReads(ReadPacing pacing) {
    budget = new RetryBudget(pacing.budget());
    retry = pacing.retry(budget);
    breaker = pacing.breaker();
    limiter = pacing.limiter();
  }

  <T> Supplier<T> decorate(Supplier<T> call) {
    Supplier<T> paced = RateLimiter.decorateSupplier(limiter, call);
    Supplier<T> guarded = CircuitBreaker.decorateSupplier(breaker, paced);
    Supplier<T> repeated = Retry.decorateSupplier(retry, guarded);
    return () -> {
      T result = repeated.get();
      budget.succeeded();
      return result;
    };
  }
}
