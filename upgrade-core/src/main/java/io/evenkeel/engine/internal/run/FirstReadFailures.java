package io.evenkeel.engine.internal.run;

import io.evenkeel.FailureReason;
import io.evenkeel.spi.Answer;

/** Why a run cannot begin where something could not be read. */
final class FirstReadFailures {
  private FirstReadFailures() {}

  static <T> StartException of(String subject, Answer<T> answer) {
    String because = subject + ": " + answer.problem().map(Answer.Problem::because).orElse("");
    if (answer instanceof Answer.Denied<T> denied) {
      return new StartException(FailureReason.DENIED, because, "grant " + denied.permission());
    }
    if (answer instanceof Answer.Unauthenticated<T>) {
      return new StartException(
          FailureReason.DENIED, because, "provide credentials, or renew those that have expired");
    }
    if (answer instanceof Answer.Missing<T> || answer instanceof Answer.Refused<T>) {
      return new StartException(
          FailureReason.PREFLIGHT,
          because,
          "check its name, the cluster or region, and the target");
    }
    return new StartException(
        FailureReason.UNREACHABLE, because, "check the connection to the cloud, then start again");
  }
}
