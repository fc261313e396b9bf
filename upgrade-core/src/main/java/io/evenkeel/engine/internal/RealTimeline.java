package io.evenkeel.engine.internal;

import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Time as it passes, with one daemon thread that runs every task. */
public final class RealTimeline implements Timeline, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RealTimeline.class);

  private final ScheduledThreadPoolExecutor thread;
  private final long origin = System.nanoTime();
  private volatile @Nullable Thread running;

  public RealTimeline(String threadName) {
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread worker = new Thread(task, threadName);
              worker.setDaemon(true);
              running = worker;
              return worker;
            });
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - origin);
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    try {
      ScheduledFuture<?> scheduled =
          thread.schedule(guarded(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
      return () -> scheduled.cancel(false);
    } catch (RejectedExecutionException closed) {
      // An answer that arrives after the end of the run has nobody left to go to.
      return () -> {};
    }
  }

  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | Error fault) {
        LOG.error("a task of the upgrade engine failed", fault);
      }
    };
  }

  /** Returns whether this is asked from within a task of this timeline. */
  boolean isRunning() {
    return Thread.currentThread() == running;
  }

  /**
   * What is due by now still runs, so that whoever waits hears of the end; what is not is dropped.
   */
  @Override
  public void close() {
    thread.shutdown();
  }
}
