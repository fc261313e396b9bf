package io.evenkeel.simulation.internal;

import io.evenkeel.model.SizeChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * How the desired size of a group came to change. Callers are told with the first activity that
 * follows, as of an Auto Scaling group.
 */
final class SizeChanges {
  private static final int KEPT = 100;

  private final Deque<SizeChange> told = new ArrayDeque<>();
  private final List<SizeChange> untold = new ArrayList<>();
  private int count;

  void came(int from, int to, SizeChange.Cause cause, String instance) {
    if (from != to) {
      count++;
      untold.add(new SizeChange("change-" + count, from, to, cause, instance));
    }
  }

  /** An activity begins: it tells what has led to it. */
  void tell() {
    untold.forEach(told::addFirst);
    untold.clear();
    while (told.size() > KEPT) {
      told.removeLast();
    }
  }

  /** Returns what callers are told, newest first. */
  List<SizeChange> told() {
    return List.copyOf(told);
  }
}
