package io.evenkeel.engine.internal.act;

import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One call of a plug-in that is under way: it ends with an answer, a fault, or when time is up. */
final class PendingCall<T> {
  private final String what;
  private final String onLate;
  private final Timeline timeline;
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final Timeline.Cancellable deadline;
  private volatile @Nullable RuntimeException refused;

  PendingCall(String what, Timeline timeline, Duration limit, String onLate, Runnable onDeadline) {
    this.what = what;
    this.onLate = onLate;
    this.timeline = timeline;
    this.deadline =
        timeline.schedule(
            limit,
            () -> {
              onDeadline.run();
              result.completeExceptionally(late(limit));
            });
  }

  /** An answer that the timeline has refused came in time, and from where it must not. */
  private PlugInException late(Duration limit) {
    RuntimeException why = refused;
    return why == null
        ? new PlugInException(
            what + " did not answer within " + limit.toSeconds() + " s" + onLate, true)
        : new PlugInException(what + " failed: " + why, why);
  }

  CompletionStage<T> result() {
    return result;
  }

  void follow(@Nullable CompletionStage<T> stage) {
    if (stage == null) {
      fail(new PlugInException(what + " answered null instead of a stage"));
      return;
    }
    stage.whenComplete((value, fault) -> handOver(value, fault));
  }

  /** This may be a thread of the plug-in, on which nobody would hear of a fault. */
  private void handOver(@Nullable T value, @Nullable Throwable fault) {
    try {
      timeline.execute(() -> finish(value, fault));
    } catch (RuntimeException foreign) {
      refused = foreign;
    }
  }

  void fail(Throwable fault) {
    timeline.execute(() -> finish(null, fault));
  }

  private void finish(@Nullable T value, @Nullable Throwable fault) {
    deadline.cancel();
    if (fault != null) {
      result.completeExceptionally(named(fault));
    } else if (value == null) {
      result.completeExceptionally(new PlugInException(what + " answered null"));
    } else if (CompleteAnswers.lacks(value)) {
      result.completeExceptionally(
          new PlugInException(what + " answered " + value + ", which has a null in it"));
    } else {
      result.complete(value);
    }
  }

  private Throwable named(Throwable fault) {
    Throwable cause =
        fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
    return cause instanceof PlugInException plugIn
        ? new PlugInException(what + ": " + cause.getMessage(), plugIn.timedOut())
        : new PlugInException(what + " failed: " + cause, cause);
  }
}
