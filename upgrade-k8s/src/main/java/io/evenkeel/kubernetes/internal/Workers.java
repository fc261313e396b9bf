package io.evenkeel.kubernetes.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A few threads for single calls, which wait in line when all are busy. */
public final class Workers implements AutoCloseable {
  private static final int WAITING = 10_000;

  private final ThreadPoolExecutor pool;

  public Workers(int threads) {
    AtomicInteger number = new AtomicInteger();
    pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            task -> thread(task, number.incrementAndGet()));
    pool.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable task, int number) {
    Thread thread = new Thread(task, "evenkeel-k8s-call-" + number);
    thread.setDaemon(true);
    return thread;
  }

  /** Runs the call; its stage fails where there is no more room, or after closing. */
  public <T> CompletionStage<T> run(Supplier<T> call) {
    try {
      return CompletableFuture.supplyAsync(call, pool);
    } catch (RejectedExecutionException full) {
      return CompletableFuture.failedStage(
          new IllegalStateException(
              pool.isShutdown() ? "this client is closed" : "too many calls are waiting", full));
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
