package io.evenkeel.simulation;

import io.evenkeel.simulation.internal.EventQueue;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real time, made faster or slower by a factor, on one thread of its own: a simulated world that
 * programs outside can talk to.
 *
 * <p>At speed 10 one real second is ten seconds here. Any thread may schedule; all tasks run on the
 * timeline's own daemon thread, so what belongs to the world is read through {@link #ask}. Closing
 * it drops what is not due yet. A task that throws is reported to the handler given, and the world
 * goes on.
 */
public final class ScaledTimeline implements Timeline, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScaledTimeline.class);

  private final double speed;
  private final Instant start = Instant.now();
  private final long startNanos = System.nanoTime();
  private final EventQueue queue = new EventQueue();
  private final Thread.UncaughtExceptionHandler failures;
  private volatile @Nullable Thread worker;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(this::daemon);

  private ScaledTimeline(double speed, Thread.UncaughtExceptionHandler failures) {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("speed must be above 0, not " + speed);
    }
    this.speed = speed;
    this.failures = failures;
  }

  /** Starts a timeline of that speed, where 1 is real time; failures go to the log. */
  public static ScaledTimeline atSpeed(double speed) {
    return new ScaledTimeline(
        speed, (thread, failure) -> LOG.error("A task failed on {}", thread, failure));
  }

  /** Starts a timeline of that speed that reports tasks which throw to the handler. */
  public static ScaledTimeline atSpeed(double speed, Thread.UncaughtExceptionHandler failures) {
    return new ScaledTimeline(speed, failures);
  }

  @Override
  public Instant now() {
    return start.plusNanos(nowNanos());
  }

  @Override
  public Duration elapsed() {
    return Duration.ofNanos(nowNanos());
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    long delayNanos = Math.max(0, delay.toNanos());
    EventQueue.Event event;
    synchronized (queue) {
      event = queue.add(nowNanos() + delayNanos, task);
    }
    wakeIn(delayNanos);
    return () -> cancel(event);
  }

  /** Computes an answer on the timeline's thread, where the world may be read and changed. */
  public <T> CompletionStage<T> ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    execute(
        () -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException failure) {
            answer.completeExceptionally(failure);
          }
        });
    return answer;
  }

  /** Returns whether this is asked from within a task of this timeline. */
  public boolean isRunning() {
    return Thread.currentThread() == worker;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private long nowNanos() {
    return (long) ((System.nanoTime() - startNanos) * speed);
  }

  private void wakeIn(long delayNanos) {
    if (!thread.isShutdown()) {
      thread.schedule(this::runDue, (long) (delayNanos / speed), TimeUnit.NANOSECONDS);
    }
  }

  private void cancel(EventQueue.Event event) {
    synchronized (queue) {
      event.cancel();
    }
  }

  private void runDue() {
    EventQueue.Event due = pollDue();
    while (due != null && !thread.isShutdown()) {
      runSafely(due);
      due = pollDue();
    }
  }

  private EventQueue.@Nullable Event pollDue() {
    synchronized (queue) {
      EventQueue.Event next = queue.peek();
      if (next == null) {
        return null;
      }
      long early = next.dueNanos() - nowNanos();
      if (early <= 0) {
        return queue.poll();
      }
      if (early < speed * 1_000_000) {
        wakeIn(early); // the wake-up that was asked for it came a rounding error too soon
      }
      return null;
    }
  }

  private void runSafely(EventQueue.Event event) {
    try {
      event.run();
    } catch (RuntimeException | Error failure) {
      failures.uncaughtException(Thread.currentThread(), failure);
    }
  }

  private static void log(Thread thread, Throwable failure) {
    LoggerFactory.getLogger(ScaledTimeline.class)
        .error("a task of the simulated world on thread {} failed", thread.getName(), failure);
  }

  private Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "evenkeel-simulation");
    thread.setDaemon(true);
    worker = thread;
    return thread;
  }
}
