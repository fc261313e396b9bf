package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.WatchDisorder;
import io.evenkeel.spi.ClusterEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The line to one watcher, which hands events over as well as it goes. */
final class WatchLine {
  private static final int REMEMBERED = 20;

  private final WatchFaults faults;
  private final Consumer<ClusterEvent> listener;
  private final Deque<ClusterEvent> lately = new ArrayDeque<>();
  private @Nullable ClusterEvent held;

  WatchLine(WatchFaults faults, Consumer<ClusterEvent> listener) {
    this.faults = faults;
    this.listener = listener;
  }

  /** Hands over what does not belong to the stream of changes, and begins a new stream. */
  void announce(ClusterEvent event) {
    lately.clear();
    held = null;
    listener.accept(event);
  }

  void pass(ClusterEvent event) {
    if (faults.none()) {
      listener.accept(event);
      return;
    }
    if (faults.strikes(WatchDisorder.REPEATS) && !lately.isEmpty()) {
      listener.accept(lately.getFirst());
    }
    if (held == null && faults.strikes(WatchDisorder.REORDERS)) {
      held = event;
    } else if (!faults.strikes(WatchDisorder.LOSES)) {
      tell(event);
    }
  }

  private void tell(ClusterEvent event) {
    listener.accept(event);
    lately.addLast(event);
    if (lately.size() > REMEMBERED) {
      lately.removeFirst();
    }
    ClusterEvent late = held;
    held = null;
    if (late != null) {
      listener.accept(late);
    }
  }
}
