package io.evenkeel.engine.internal.run;

import io.evenkeel.engine.internal.act.Backoff;
import io.evenkeel.engine.internal.act.Outage;
import io.evenkeel.engine.internal.act.PlugInCalls;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Reads before a run decides anything. What passes without our doing is told and waited for, as it
 * would be later on: calls that are throttled, and a line that is broken. Expired credentials are
 * waited for only where a run is to be gone on with: whoever begins one is there to renew them.
 */
final class FirstReads {
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final PlugInCalls calls;
  private final Timeline timeline;
  private final Duration patience;
  private final BiConsumer<String, String> onWait;
  private final boolean waits;
  private final boolean goesOn;

  private FirstReads(
      PlugInCalls calls,
      Timeline timeline,
      Duration patience,
      BiConsumer<String, String> onWait,
      boolean waits,
      boolean goesOn) {
    this.calls = calls;
    this.timeline = timeline;
    this.patience = patience;
    this.onWait = onWait;
    this.waits = waits;
    this.goesOn = goesOn;
  }

  /**
   * Makes reads that wait.
   *
   * @param patience how long a broken line is waited for
   * @param onWait is told what is waited for, and why
   */
  static FirstReads waiting(
      PlugInCalls calls, Timeline timeline, Duration patience, BiConsumer<String, String> onWait) {
    return new FirstReads(calls, timeline, patience, onWait, true, false);
  }

  /** Returns the same reads that do not wait, for whoever only wants to know how things are. */
  FirstReads atOnce() {
    return new FirstReads(calls, timeline, patience, onWait, false, false);
  }

  /**
   * Returns the same reads for a run that another process has begun, if it is to be gone on with.
   */
  FirstReads goingOn(boolean begun) {
    return begun ? new FirstReads(calls, timeline, patience, onWait, waits, true) : this;
  }

  /** Reads until there is an answer that no waiting changes. */
  <T> CompletionStage<Answer<T>> read(
      String subject, String what, Supplier<CompletionStage<Answer<T>>> call) {
    return read(subject, what, call, new Outage(patience), new Backoff());
  }

  private <T> CompletionStage<Answer<T>> read(
      String subject,
      String what,
      Supplier<CompletionStage<Answer<T>>> call,
      Outage outage,
      Backoff backoff) {
    return calls
        .call(what, call)
        .thenCompose(
            answer -> {
              if (!(answer instanceof Answer.Problem<T> problem)
                  || !passes(problem)
                  || outage.goesOn(problem, timeline.now())) {
                return CompletableFuture.completedStage(answer);
              }
              onWait.accept(subject, problem.because());
              return after(pause(problem, what, backoff))
                  .thenCompose(waited -> read(subject, what, call, outage, backoff));
            });
  }

  /** Returns whether such a problem is waited for. */
  boolean passes(Answer.Problem<?> problem) {
    return waits
        && (problem instanceof Answer.Throttled<?>
            || (problem instanceof Answer.Unauthenticated<?> && goesOn)
            || (problem instanceof Answer.Unknown<?> unknown
                && unknown.source() == Answer.Source.ANSWER));
  }

  private static Duration pause(Answer.Problem<?> problem, String what, Backoff backoff) {
    return problem instanceof Answer.Throttled<?> throttled
        ? backoff.after(throttled.retryAfter(), what)
        : AGAIN;
  }

  void tell(String subject, String because) {
    onWait.accept(subject, because);
  }

  /** Returns how long a broken line is waited for. */
  Duration patience() {
    return patience;
  }

  /** Waits that long. */
  CompletionStage<Boolean> after(Duration pause) {
    CompletableFuture<Boolean> waited = new CompletableFuture<>();
    timeline.schedule(pause, () -> waited.complete(true));
    return waited;
  }
}
