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
    Waiting<T> call = new Waiting<>(operation, new CompletableFuture<>());
    try {
      pool.execute(call);
    } catch (RejectedExecutionException e) {
      call.stage().complete(rejected());
    }
    return call.stage();
  }

  private <T> Answer<T> rejected() {
    return pool.isShutdown()
        ? closed()
        : new Answer.Throttled<>(Duration.ofSeconds(1), "too many calls are waiting already");
  }

  private static <T> Answer<T> closed() {
    return new Answer.Refused<>("the provider is closed");
  }

  /** Interrupts what is running; what still waits is answered as refused. */
  @Override
  public void close() {
    for (Runnable waiting : pool.shutdownNow()) {
      if (waiting instanceof Waiting<?> call) {
        call.refuse();
      }
    }
  }

  /** A call that waits for a thread. */
  private record Waiting<T>(Supplier<T> operation, CompletableFuture<Answer<T>> stage)
      implements Runnable {

    @Override
    public void run() {
      try {
        stage.complete(Stop.answer(operation));
      } catch (RuntimeException | Error e) {
        stage.completeExceptionally(e);
      }
    }

    void refuse() {
      stage.complete(closed());
    }
  }
}
