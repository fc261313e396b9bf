package io.evenkeel.examples.automode;

import io.evenkeel.simulation.VirtualTimeline;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Virtual time that a local endpoint can live on: whoever waits for an answer of the endpoint runs
 * what the endpoint's threads ask for meanwhile, and virtual time stands still for as long.
 */
final class SharedTime implements Timeline {
  private static final long PATIENCE_SECONDS = 60;

  private final VirtualTimeline time;
  private final Thread owner = Thread.currentThread();
  private final BlockingQueue<Runnable> asked = new LinkedBlockingQueue<>();

  SharedTime(VirtualTimeline time) {
    this.time = time;
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public Duration elapsed() {
    return time.elapsed();
  }

  /** What is to be done at once for another thread is done while its answer is waited for. */
  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    if (Thread.currentThread() == owner) {
      return time.schedule(delay, task);
    }
    Runnable turn = delay.isZero() ? task : () -> time.schedule(delay, task);
    asked.add(turn);
    return () -> asked.remove(turn);
  }

  /**
   * Returns the answer, which comes without any virtual time passing.
   *
   * @throws IllegalStateException where it does not come
   */
  <T> T answerOf(CompletionStage<T> call) {
    call.whenComplete((answer, fault) -> asked.add(() -> {}));
    while (!call.toCompletableFuture().isDone()) {
      next().run();
    }
    return call.toCompletableFuture().join();
  }

  private Runnable next() {
    try {
      Runnable next = asked.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new IllegalStateException("no answer within " + PATIENCE_SECONDS + " s");
      }
      return next;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an answer", interrupted);
    }
  }
}
