package io.evenkeel.simulation.internal;

import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Pods to be placed, the most important first; and, aside, pods for which there was no room.
 *
 * <p>Equal pods of one controller wait in one line: as long as the first finds no room, the others
 * are not tried. A pod for which others make room waits by itself, so that its fellows may ask for
 * room of their own.
 */
final class SchedulingQueue {
  /** A pod in the queue, with its place in the order of arrival. */
  private record Entry(Pod pod, String line, long arrival) {}

  private final PriorityQueue<Entry> active =
      new PriorityQueue<>(
          Comparator.comparingInt((Entry entry) -> -entry.pod().priority())
              .thenComparingLong(Entry::arrival));
  private final Map<String, Deque<Entry>> waiting = new LinkedHashMap<>();
  private final Map<String, Integer> trying = new LinkedHashMap<>();
  private final Set<String> alone = new LinkedHashSet<>();
  private long arrivals;

  void add(Pod pod) {
    String line = lineOf(pod);
    Entry entry = new Entry(pod, line, arrivals++);
    if (waiting.containsKey(line)) {
      waiting.get(line).addLast(entry);
    } else {
      active.add(entry);
    }
  }

  @Nullable Pod next() {
    Entry entry = active.poll();
    return entry == null ? null : entry.pod();
  }

  boolean isEmpty() {
    return active.isEmpty();
  }

  /** Puts the pod aside until something changes for its line. */
  void noRoom(Pod pod) {
    String line = lineOf(pod);
    waiting
        .computeIfAbsent(line, l -> new ArrayDeque<>())
        .addFirst(new Entry(pod, line, arrivals++));
    trying.remove(line);
  }

  /** Puts the pod aside by itself, and lets the next of its line try. */
  void waitsAlone(Pod pod) {
    if (!alone.contains(pod.uid())) {
      placed(pod);
      alone.add(pod.uid());
    }
    noRoom(pod);
  }

  /** Lets the next of the same line try, now that this one has found room. */
  void placed(Pod pod) {
    String line = lineOf(pod);
    alone.remove(pod.uid());
    if (trying.remove(line) != null) {
      tryFirst(line);
    }
  }

  /** Lets the first of every line try whose pods may have a chance now. */
  void retry(Predicate<Pod> hasChance) {
    List<String> lines = new ArrayList<>();
    waiting.forEach(
        (line, entries) -> {
          Entry first = entries.peekFirst();
          if (first != null && !trying.containsKey(line) && hasChance.test(first.pod())) {
            lines.add(line);
          }
        });
    lines.forEach(this::tryFirst);
  }

  boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  private void tryFirst(String line) {
    Deque<Entry> entries = waiting.get(line);
    Entry first = entries == null ? null : entries.pollFirst();
    if (first == null || entries == null || entries.isEmpty()) {
      waiting.remove(line);
    }
    if (first != null) {
      trying.put(line, 1);
      active.add(first);
    }
  }

  /** Pods of one ReplicaSet or Job are alike; any other pod stands in a line of its own. */
  private String lineOf(Pod pod) {
    if (alone.contains(pod.uid())) {
      return pod.uid();
    }
    return pod.meta()
        .controller()
        .filter(owner -> owner.kind() != ObjectKind.STATEFUL_SET)
        .map(owner -> owner.uid())
        .orElse(pod.uid());
  }
}
