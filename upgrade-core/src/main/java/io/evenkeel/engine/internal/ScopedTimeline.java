package io.evenkeel.engine.internal;

import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * The time of one run: what it has scheduled and has not run yet is called off when it is closed,
 * so that nothing of a run is left behind. Thread-safe as far as the time below is.
 */
public final class ScopedTimeline implements Timeline, AutoCloseable {
  private final Timeline timeline;
  private final LinkedHashSet<Task> open = new LinkedHashSet<>();
  private boolean closed;

  public ScopedTimeline(Timeline timeline) {
    this.timeline = timeline;
  }

  @Override
  public Instant now() {
    return timeline.now();
  }

  @Override
  public Duration elapsed() {
    return timeline.elapsed();
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    Task scoped = new Task(task);
    synchronized (open) {
      if (closed) {
        return () -> {};
      }
      open.add(scoped);
    }
    try {
      scoped.scheduled(timeline.schedule(delay, scoped));
    } catch (RuntimeException refused) {
      forget(scoped);
      throw refused;
    }
    return scoped;
  }

  /** Calls off all that has not run yet; what is scheduled from now on never runs. */
  @Override
  public void close() {
    List<Task> left;
    synchronized (open) {
      closed = true;
      left = new ArrayList<>(open);
      open.clear();
    }
    left.forEach(Task::cancel);
  }

  private boolean forget(Task task) {
    synchronized (open) {
      return open.remove(task);
    }
  }

  /** A task that runs at most once, and not after it was called off. */
  private final class Task implements Runnable, Cancellable {
    private final Runnable work;
    private Optional<Cancellable> below = Optional.empty();
    private boolean cancelled;

    Task(Runnable work) {
      this.work = work;
    }

    void scheduled(Cancellable handle) {
      synchronized (this) {
        below = Optional.of(handle);
        if (!cancelled) {
          return;
        }
      }
      handle.cancel();
    }

    @Override
    public void run() {
      if (forget(this)) {
        work.run();
      }
    }

    @Override
    public void cancel() {
      forget(this);
      Optional<Cancellable> handle;
      synchronized (this) {
        cancelled = true;
        handle = below;
      }
      handle.ifPresent(Cancellable::cancel);
    }
  }
}
