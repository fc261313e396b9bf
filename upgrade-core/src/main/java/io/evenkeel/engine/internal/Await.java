package io.evenkeel.engine.internal;

import io.evenkeel.simulation.VirtualTimeline;
import io.evenkeel.spi.Timeline;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/**
 * Waits for a result on behalf of a user's thread. On virtual time the waiting thread is what makes
 * time pass; on real time it blocks, which nothing inside the engine ever does.
 */
public final class Await {
  private Await() {}

  public static <T> T result(CompletionStage<T> stage, Timeline timeline) {
    if (timeline instanceof VirtualTimeline virtual) {
      boolean done = virtual.runUntil(() -> stage.toCompletableFuture().isDone());
      if (!done) {
        throw new IllegalStateException("nothing is left to happen, and there is no result");
      }
    }
    try {
      return stage.toCompletableFuture().get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting; the run goes on", interrupted);
    } catch (ExecutionException | CompletionException | CancellationException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw cause instanceof RuntimeException fault ? fault : new IllegalStateException(cause);
    }
  }
}
