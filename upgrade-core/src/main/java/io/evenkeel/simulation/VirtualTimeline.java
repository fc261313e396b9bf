package io.evenkeel.simulation;

import io.evenkeel.simulation.internal.EventQueue;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Time that passes only when it is told to, and then as fast as the machine can run the tasks.
 *
 * <p>It starts at a fixed instant. Tasks run on the thread that created the timeline, or that has
 * {@linkplain #adopt() adopted} it last, in the order of their due times and, at the same time, in
 * the order in which they were given; so equal programs have equal histories. Every other thread is
 * refused with a {@link ForeignThreadException}.
 */
public final class VirtualTimeline implements Timeline {

  /** When virtual time begins, unless told otherwise. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Instant start;
  private final EventQueue queue = new EventQueue();
  private Thread owner = Thread.currentThread();
  private long nowNanos;
  private long eventsRun;
  private int running;

  public VirtualTimeline() {
    this(START);
  }

  public VirtualTimeline(Instant start) {
    this.start = start;
  }

  @Override
  public Instant now() {
    return start.plusNanos(nowNanos);
  }

  @Override
  public Duration elapsed() {
    return Duration.ofNanos(nowNanos);
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    refuseForeignThreads();
    long delayNanos = Math.max(0, delay.toNanos());
    return queue.add(Math.addExact(nowNanos, delayNanos), task)::cancel;
  }

  /** Runs the next task, moving time to it; returns false where none is left. */
  public boolean step() {
    refuseForeignThreads();
    EventQueue.Event event = queue.poll();
    if (event == null) {
      return false;
    }
    nowNanos = Math.max(nowNanos, event.dueNanos());
    eventsRun++;
    running++;
    try {
      event.run();
    } finally {
      running--;
    }
    return true;
  }

  /** Lets the given time pass, with all that happens in it. */
  public void advance(Duration duration) {
    runUntilNanos(Math.addExact(nowNanos, duration.toNanos()));
  }

  /** Lets time pass until that instant, with all that happens up to and at it. */
  public void runUntil(Instant instant) {
    runUntilNanos(Duration.between(start, instant).toNanos());
  }

  /**
   * Lets time pass until the condition holds, looking after every task.
   *
   * @return whether it holds; false where nothing is left to run
   */
  public boolean runUntil(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (!step()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Lets time pass until the condition holds, but no longer than that.
   *
   * @return whether it holds; time stands at the limit where it does not
   */
  public boolean runUntil(BooleanSupplier condition, Duration atMost) {
    long limit = Math.addExact(nowNanos, atMost.toNanos());
    while (!condition.getAsBoolean()) {
      if (!stepUpTo(limit)) {
        return false;
      }
    }
    return true;
  }

  /** Returns how many tasks have run. */
  public long eventsRun() {
    return eventsRun;
  }

  /** Returns whether a task runs right now, and this is asked from within it. */
  public boolean isRunning() {
    return running > 0;
  }

  /**
   * Returns the tasks that are still to run, in no order, so that a test can see whose they are.
   */
  public List<Runnable> openTasks() {
    return queue.open();
  }

  /** Returns whether nothing is left to run. */
  public boolean isIdle() {
    return queue.peek() == null;
  }

  /** Hands the timeline to the calling thread; the one that owned it must be done with it. */
  public void adopt() {
    owner = Thread.currentThread();
  }

  private void runUntilNanos(long limit) {
    while (stepUpTo(limit)) {
      // stepping is all there is to do
    }
  }

  private boolean stepUpTo(long limit) {
    refuseForeignThreads();
    EventQueue.Event next = queue.peek();
    if (next == null || next.dueNanos() > limit) {
      nowNanos = Math.max(nowNanos, limit);
      return false;
    }
    return step();
  }

  private void refuseForeignThreads() {
    Thread current = Thread.currentThread();
    if (current != owner) {
      throw new ForeignThreadException(owner, current);
    }
  }
}
