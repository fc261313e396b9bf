package io.evenkeel.aws.internal;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.retry.Retry;
import java.util.function.Supplier;

/**
 * Sends calls: a read is paced and repeated while its failure may pass, a write is sent once. What
 * fails in the end stops the operation with its answer. Thread-safe; a read may block for its
 * waits.
 */
public final class Calls {
  private final Retry retry;
  private final CircuitBreaker breaker;
  private final RateLimiter limiter;

  public Calls(ReadPacing pacing) {
    retry = pacing.retry();
    breaker = pacing.breaker();
    limiter = pacing.limiter();
  }

  <T> T read(Action action, Supplier<T> call) {
    Supplier<T> paced = RateLimiter.decorateSupplier(limiter, call);
    Supplier<T> guarded = CircuitBreaker.decorateSupplier(breaker, paced);
    return sent(action, Retry.decorateSupplier(retry, guarded));
  }

  <T> T write(Action action, Supplier<T> call) {
    return sent(action, call);
  }

  private static <T> T sent(Action action, Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      throw new Stop(Problems.of(action, e));
    }
  }
}
