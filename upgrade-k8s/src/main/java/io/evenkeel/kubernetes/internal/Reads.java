package io.evenkeel.kubernetes.internal;

import io.github.resilience4j.core.functions.CheckedSupplier;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Reads from the API server: paced, and repeated where the server was busy or the line broke. A
 * write never comes here.
 */
public final class Reads {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final ApiConnection connection;
  private final Retry retry;
  private final RateLimiter pace;

  public Reads(ApiConnection connection, int perSecond, int attempts, Duration firstWait) {
    this.connection = connection;
    this.pace = RateLimiter.of("evenkeel-reads", pacing(perSecond));
    this.retry = Retry.of("evenkeel-reads", retrying(attempts, firstWait));
  }

  /**
   * Returns the answer to a read, a good one.
   *
   * @throws ApiReplyException where the server answers otherwise, in the end
   * @throws IOException where there is no answer, in the end
   */
  public Reply read(ApiRequest request) throws IOException {
    CheckedSupplier<Reply> paced =
        RateLimiter.decorateCheckedSupplier(pace, () -> good(request, connection.call(request)));
    try {
      return Retry.decorateCheckedSupplier(retry, paced).get();
    } catch (IOException | ApiReplyException failed) {
      throw failed;
    } catch (Throwable notSent) { // no permit in time, or interrupted while waiting for one
      throw new IOException(request.label() + " was not sent: " + notSent.getMessage(), notSent);
    }
  }

  private static Reply good(ApiRequest request, Reply reply) {
    if (!reply.ok()) {
      throw new ApiReplyException(request, reply);
    }
    return reply;
  }

  private static RateLimiterConfig pacing(int perSecond) {
    return RateLimiterConfig.custom()
        .limitForPeriod(1)
        .limitRefreshPeriod(Duration.ofSeconds(1).dividedBy(perSecond))
        .timeoutDuration(LONGEST_WAIT)
        .build();
  }

  private static RetryConfig retrying(int attempts, Duration firstWait) {
    return RetryConfig.<Reply>custom()
        .maxAttempts(attempts)
        .retryOnException(Reads::worthAnotherTry)
        .intervalBiFunction((attempt, outcome) -> wait(attempt, outcome, firstWait).toMillis())
        .build();
  }

  private static boolean worthAnotherTry(Throwable failure) {
    if (failure instanceof ApiReplyException answered) {
      int code = answered.reply().code();
      return code == 429 || code >= 500;
    }
    return failure instanceof IOException broken && !Failures.isFinal(broken);
  }

  private static Duration wait(int attempt, Either<Throwable, Reply> outcome, Duration firstWait) {
    Duration usual = firstWait.multipliedBy(1L << Math.min(attempt - 1, 10));
    long jittered =
        ThreadLocalRandom.current().nextLong(usual.toMillis() / 2, usual.toMillis() + 1);
    Duration asked =
        outcome.isLeft() && outcome.getLeft() instanceof ApiReplyException answered
            ? answered.reply().retryAfter().orElse(Duration.ZERO)
            : Duration.ZERO;
    Duration wait = asked.toMillis() > jittered ? asked : Duration.ofMillis(jittered);
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
