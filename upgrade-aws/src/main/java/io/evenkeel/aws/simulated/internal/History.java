package io.evenkeel.aws.simulated.internal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** What something was at which time. */
final class History<T> {
  private final Deque<Entry<T>> entries = new ArrayDeque<>();

  private record Entry<T>(Instant since, T value) {}

  History(T beginning) {
    entries.add(new Entry<>(Instant.MIN, beginning));
  }

  void add(Instant since, T value) {
    entries.add(new Entry<>(since, value));
  }

  T latest() {
    return entries.getLast().value();
  }

  T at(Instant time) {
    Iterator<Entry<T>> newestFirst = entries.descendingIterator();
    while (newestFirst.hasNext()) {
      Entry<T> entry = newestFirst.next();
      if (!entry.since().isAfter(time)) {
        return entry.value();
      }
    }
    return entries.getFirst().value();
  }
}
