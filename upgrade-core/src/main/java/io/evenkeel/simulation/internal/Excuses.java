package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.ClusterFault;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.EvictionAnswer;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;

/** How one kind of answer says what went wrong with a call. */
record Excuses<T>(
    Permission call,
    BiFunction<Duration, String, T> throttled,
    Function<String, T> conflict,
    Function<String, T> denied,
    Function<String, T> unknown,
    boolean triesAgain) {

  private static final String TOO_MANY = "too many requests";
  private static final String CONFLICT = "the object has been modified meanwhile";

  static <T> Excuses<Answer<T>> ofAnswers(Permission call) {
    return new Excuses<>(
        call,
        Answer.Throttled::new,
        Answer.Conflict::new,
        Answer.Refused::new,
        Answer.Unknown::new,
        false);
  }

  /** The API server itself tries again where an eviction meets a conflict over the budget. */
  static Excuses<EvictionAnswer> ofEvictions(Permission call) {
    return new Excuses<>(
        call,
        EvictionAnswer.Throttled::new,
        EvictionAnswer.Failed::new,
        because -> new EvictionAnswer.RejectedByAdmission("", because),
        EvictionAnswer.Failed::new,
        true);
  }

  T of(ClusterFault fault) {
    if (fault instanceof ClusterFault.Throttle throttle) {
      return throttled.apply(throttle.retryAfter(), TOO_MANY);
    }
    if (fault instanceof ClusterFault.Conflict) {
      return conflict.apply(CONFLICT);
    }
    if (fault instanceof ClusterFault.Deny deny) {
      return denied.apply(deny.because());
    }
    if (fault instanceof ClusterFault.Fail fail) {
      return unknown.apply(fail.because());
    }
    return unknown.apply("the connection broke during " + call);
  }
}
