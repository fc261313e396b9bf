package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.spi.Answer;
import io.evenkeel.spi.EvictionAnswer;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** Enters each write before it is sent, and its answer before the sender has it. */
record Docket(Court court, Caller caller) {

  <T> CompletionStage<Answer<T>> write(Act act, Supplier<CompletionStage<Answer<T>>> send) {
    return send(act, send, Docket::resultOf);
  }

  CompletionStage<EvictionAnswer> eviction(
      Act act, Supplier<CompletionStage<EvictionAnswer>> send) {
    return send(act, send, Docket::resultOf);
  }

  private <A> CompletionStage<A> send(
      Act act, Supplier<CompletionStage<A>> send, Function<A, Call.Result> resultOf) {
    Call call = new Call(act, caller, court.timeline().now());
    court.sent(call);
    return send.get()
        .whenComplete(
            (answer, failure) ->
                court.answered(
                    call, failure == null ? resultOf.apply(answer) : Call.Result.UNKNOWN));
  }

  private static Call.Result resultOf(Answer<?> answer) {
    if (answer instanceof Answer.Ok<?>) {
      return Call.Result.DONE;
    }
    return answer instanceof Answer.Unknown<?> ? Call.Result.UNKNOWN : Call.Result.NOT_DONE;
  }

  private static Call.Result resultOf(EvictionAnswer answer) {
    if (answer instanceof EvictionAnswer.Accepted) {
      return Call.Result.DONE;
    }
    return answer instanceof EvictionAnswer.Failed ? Call.Result.UNKNOWN : Call.Result.NOT_DONE;
  }
}
