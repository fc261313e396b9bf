package io.evenkeel.aws.internal;

import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Answer.Problem;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Turns a failed AWS call into the answer that says what it means. */
final class Problems {
  private static final Duration THROTTLED = Duration.ofSeconds(2);
  private static final Duration BUSY = Duration.ofSeconds(5);

  private Problems() {}

  static Problem<?> of(Action action, RuntimeException failure) {
    if (failure instanceof AwsServiceException e) {
      return service(action, e);
    }
    if (failure instanceof SdkClientException e) {
      return client(action, e);
    }
    if (failure instanceof CallNotPermittedException) {
      return throttled(
          ReadPacing.PAUSE_AFTER_OUTAGE,
          action.permission() + " was not asked: AWS has failed several times in a row");
    }
    if (failure instanceof RequestNotPermitted) {
      return throttled(THROTTLED, action.permission() + " was not asked: too many calls at once");
    }
    throw failure;
  }

  private static Problem<?> service(Action action, AwsServiceException e) {
    String because = action.operation() + " answered " + Faults.code(e) + ": " + Faults.message(e);
    if (Faults.throttled(e)) {
      return throttled(Faults.retryAfter(e).orElse(THROTTLED), because);
    }
    if (Faults.busy(e)) {
      return throttled(Faults.retryAfter(e).orElse(BUSY), because);
    }
    if (Faults.unauthenticated(e)) {
      return new Answer.Unauthenticated<>(because);
    }
    if (Faults.denied(e)) {
      return new Answer.Denied<>(permission(action, e), because);
    }
    if (Faults.broken(e)) {
      return new Answer.Unknown<>(because);
    }
    return Faults.missing(e) ? new Answer.Missing<>(because) : new Answer.Refused<>(because);
  }

  private static String permission(Action action, AwsServiceException e) {
    return action == Action.UPDATE_GROUP && Faults.notAllowedToLaunch(e)
        ? "ec2:RunInstances"
        : action.permission();
  }

  private static Problem<?> client(Action action, SdkClientException e) {
    if (Faults.withoutCredentials(e)) {
      return new Answer.Unauthenticated<>(
          action.operation()
              + " was not asked: there are no AWS credentials; set a profile, a role or variables");
    }
    return new Answer.Unknown<>(action.operation() + " got no answer: " + e.getMessage());
  }

  private static Problem<?> throttled(Duration wait, String because) {
    return new Answer.Throttled<>(wait, because);
  }
}
