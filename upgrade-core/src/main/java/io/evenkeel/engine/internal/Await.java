package io.evenkeel.engine.internal;

import io.evenkeel.engine.CannotWaitException;
import io.evenkeel.simulation.ScaledTimeline;
import io.evenkeel.simulation.SimulatedProcess;
import io.evenkeel.simulation.VirtualTimeline;
import io.evenkeel.spi.Timeline;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Waits for a result on behalf of a user's thread. On virtual time the waiting thread is what makes
 * time pass; on real time it blocks, which nothing inside the engine ever does.
 */
public final class Await {
  private Await() {}

  /**
   * Waits for the result.
   *
   * @throws CannotWaitException if it can never come, since the waiting thread is the one that
   *     would bring it about, or nothing is left to happen
   */
  public static <T> T result(CompletionStage<T> stage, Timeline timeline) {
    return result(stage, timeline, Optional::empty);
  }

  /**
   * Waits for the result.
   *
   * @param hopeless says why it is no use to let more virtual time pass, where it is none
   * @throws CannotWaitException as above, and with that reason
   */
  public static <T> T result(
      CompletionStage<T> stage, Timeline timeline, Supplier<Optional<String>> hopeless) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    if (!future.isDone() && isRunBy(timeline)) {
      throw new CannotWaitException(
          "the thread that waits is the one that runs the engine: use outcome(), or wait on a"
              + " thread of your own");
    }
    virtual(timeline).ifPresent(time -> letPass(time, future, hopeless));
    return get(future);
  }

  /** Returns the virtual time behind a timeline; absent on real time. */
  public static Optional<VirtualTimeline> virtual(Timeline timeline) {
    if (timeline instanceof SimulatedProcess process) {
      return Optional.of(process.world());
    }
    return timeline instanceof VirtualTimeline virtual ? Optional.of(virtual) : Optional.empty();
  }

  private static boolean isRunBy(Timeline timeline) {
    if (timeline instanceof RealTimeline real) {
      return real.isRunning();
    }
    if (timeline instanceof ScaledTimeline scaled) {
      return scaled.isRunning();
    }
    return virtual(timeline).map(VirtualTimeline::isRunning).orElse(false);
  }

  private static void letPass(
      VirtualTimeline time, CompletableFuture<?> future, Supplier<Optional<String>> hopeless) {
    boolean over = time.runUntil(() -> future.isDone() || hopeless.get().isPresent());
    if (!future.isDone()) {
      throw new CannotWaitException(
          over ? hopeless.get().orElse("") : "nothing is left to happen, and there is no result");
    }
  }

  private static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting; the run goes on", interrupted);
    } catch (ExecutionException | CompletionException | CancellationException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw cause instanceof RuntimeException fault ? fault : new IllegalStateException(cause);
    }
  }
}
