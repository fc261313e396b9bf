package io.evenkeel.simulation.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tasks in the order of their due times, tasks of equal time in the order given: a binary heap. */
public final class EventQueue {
  private @Nullable Event[] heap = new @Nullable Event[1024];
  private int size;
  private long nextSequence;

  /** Adds a task; the event that is returned calls it off. */
  public Event add(long dueNanos, Runnable task) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    Event event = new Event(dueNanos, nextSequence++, task);
    siftUp(size++, event);
    return event;
  }

  /** Returns the next event that has not been called off, without taking it. */
  public @Nullable Event peek() {
    Event first = heap[0];
    while (first != null && first.cancelled()) {
      removeFirst();
      first = heap[0];
    }
    return first;
  }

  /** Takes the next event that has not been called off. */
  public @Nullable Event poll() {
    Event first = peek();
    if (first != null) {
      removeFirst();
    }
    return first;
  }

  /** Returns the tasks that have neither run nor been called off. */
  public List<Runnable> open() {
    List<Runnable> open = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Event event = heap[i];
      if (event != null && event.task != null) {
        open.add(event.task);
      }
    }
    return open;
  }

  private void removeFirst() {
    Event last = heap[--size];
    heap[size] = null;
    if (size > 0 && last != null) {
      siftDown(last);
    }
  }

  private void siftUp(int from, Event event) {
    int index = from;
    while (index > 0) {
      int parent = (index - 1) >>> 1;
      Event above = heap[parent];
      if (above == null || above.isBefore(event)) {
        break;
      }
      heap[index] = above;
      index = parent;
    }
    heap[index] = event;
  }

  private void siftDown(Event event) {
    int index = 0;
    for (int child = 1; child < size; child = 2 * index + 1) {
      Event smaller = heap[child];
      Event right = child + 1 < size ? heap[child + 1] : null;
      if (right != null && smaller != null && right.isBefore(smaller)) {
        child++;
        smaller = right;
      }
      if (smaller == null || event.isBefore(smaller)) {
        break;
      }
      heap[index] = smaller;
      index = child;
    }
    heap[index] = event;
  }

  /** A task and when it is due. */
  public static final class Event {
    private final long dueNanos;
    private final long sequence;
    private @Nullable Runnable task;

    Event(long dueNanos, long sequence, Runnable task) {
      this.dueNanos = dueNanos;
      this.sequence = sequence;
      this.task = task;
    }

    public long dueNanos() {
      return dueNanos;
    }

    /** Runs the task, once. */
    public void run() {
      Runnable once = task;
      task = null;
      if (once != null) {
        once.run();
      }
    }

    public void cancel() {
      task = null;
    }

    boolean cancelled() {
      return task == null;
    }

    boolean isBefore(Event other) {
      return dueNanos < other.dueNanos || (dueNanos == other.dueNanos && sequence < other.sequence);
    }
  }
}
