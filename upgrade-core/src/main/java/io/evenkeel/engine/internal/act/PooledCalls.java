package io.evenkeel.engine.internal.act;

import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls plug-ins on a bounded pool of daemon threads, which are interrupted when time is up. */
public final class PooledCalls implements PlugInCalls {
  private static final int THREADS = 16;

  private final Timeline timeline;
  private final Duration limit;
  private final ThreadPoolExecutor pool;
  private final Runnable onClose;
  private final Queue<Future<?>> running = new ConcurrentLinkedQueue<>();

  /** Makes calls on threads of their own, which end with {@link #close()}. */
  public PooledCalls(Timeline timeline, Duration limit) {
    this.timeline = timeline;
    this.limit = limit;
    this.pool = newPool();
    this.onClose = pool::shutdownNow;
  }

  private PooledCalls(Timeline timeline, PooledCalls owner) {
    this.timeline = timeline;
    this.limit = owner.limit;
    this.pool = owner.pool;
    this.onClose = () -> {};
  }

  @Override
  public PlugInCalls on(Timeline time) {
    return new PooledCalls(time, this);
  }

  private static ThreadPoolExecutor newPool() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread worker = new Thread(task, "evenkeel-plug-in-" + number.incrementAndGet());
              worker.setDaemon(true);
              return worker;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  @Override
  public <T> CompletionStage<T> call(String what, Supplier<CompletionStage<T>> call) {
    AtomicReference<@Nullable Future<?>> own = new AtomicReference<>();
    PendingCall<T> pending =
        new PendingCall<>(what, timeline, limit, "", () -> interrupt(own.get()));
    try {
      Future<?> submitted = pool.submit(() -> run(call, pending));
      own.set(submitted);
      running.removeIf(Future::isDone);
      running.add(submitted);
    } catch (RejectedExecutionException closed) {
      pending.fail(closed);
    }
    return pending.result();
  }

  private static void interrupt(@Nullable Future<?> running) {
    if (running != null) {
      running.cancel(true);
    }
  }

  private static <T> void run(Supplier<CompletionStage<T>> call, PendingCall<T> pending) {
    try {
      pending.follow(call.get());
    } catch (RuntimeException | Error fault) {
      pending.fail(fault);
    }
  }

  @Override
  public void close() {
    running.forEach(PooledCalls::interrupt);
    onClose.run();
  }
}
