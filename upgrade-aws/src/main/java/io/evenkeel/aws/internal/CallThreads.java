package io.evenkeel.aws.internal;

import io.evenkeel.spi.Answer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A few daemon threads on which blocking calls wait, with a bounded queue before them. */
public final class CallThreads implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int QUEUE = 512;

  private final ThreadPoolExecutor pool;

  public CallThreads(String name) {
    AtomicInteger count = new AtomicInteger();
    pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            task -> daemon(task, name + "-" + count.incrementAndGet()));
    pool.allowCoreThreadTimeOut(true);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Runs the operation on one of the threads; what stops it becomes the answer. */
  public <T> CompletionStage<Answer<T>> answer(Supplier<T> operation) {
    try {
      return CompletableFuture.supplyAsync(() -> Stop.answer(operation), pool);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedStage(rejected());
    }
  }

  private <T> Answer<T> rejected() {
    return pool.isShutdown()
        ? new Answer.Refused<>("the provider is closed")
        : new Answer.Throttled<>(Duration.ofSeconds(1), "too many calls are waiting already");
  }

  /** Interrupts what is running; stages that have not been started never complete. */
  @Override
  public void close() {
    pool.shutdownNow();
  }
}
