package io.evenkeel.simulation.internal;

import io.evenkeel.model.ClusterObject;
import io.evenkeel.spi.ClusterEvent;
import io.evenkeel.spi.Subscription;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Tells watchers what has changed: in order, all of it, and some time later. */
final class WatchHub {
  private final World world;
  private final Seeds chance;
  private final List<Watcher> watchers = new ArrayList<>();

  WatchHub(World world) {
    this.world = world;
    this.chance = world.seeds.stream("watch");
    world.store.listen(this::changed);
  }

  Subscription watch(Consumer<ClusterEvent> listener) {
    Watcher watcher = new Watcher(listener);
    watchers.add(watcher);
    watcher.sync();
    return watcher::close;
  }

  /** Breaks every watch for that long; then each starts anew with all there is. */
  void interrupt(Duration duration, String because) {
    for (Watcher watcher : List.copyOf(watchers)) {
      watcher.interrupt(duration, because);
    }
  }

  private void changed(Change change) {
    for (int i = 0; i < watchers.size(); i++) {
      watchers.get(i).changed(change);
    }
  }

  /** One subscription and what it has not been told yet. */
  private final class Watcher {
    private final Consumer<ClusterEvent> listener;
    private final Deque<ClusterEvent> untold = new ArrayDeque<>();
    private boolean synced;
    private boolean telling;
    private int epoch;

    Watcher(Consumer<ClusterEvent> listener) {
      this.listener = listener;
    }

    void close() {
      epoch++;
      watchers.remove(this);
    }

    void sync() {
      int current = epoch;
      world.later(
          chance.next(world.settings.watch()),
          () -> {
            if (current == epoch) {
              synced = true;
              listener.accept(new ClusterEvent.Synced(world.store.snapshot()));
            }
          });
    }

    void changed(Change change) {
      if (!synced) {
        return;
      }
      ClusterObject after = change.after();
      untold.add(
          after == null
              ? new ClusterEvent.Removed(change.object().key(), change.object().uid())
              : new ClusterEvent.Changed(after));
      if (!telling) {
        telling = true;
        int current = epoch;
        world.later(chance.next(world.settings.watch()), () -> tellAll(current));
      }
    }

    private void tellAll(int asOf) {
      if (asOf != epoch) {
        return;
      }
      telling = false;
      // What the listener changes meanwhile is told the next time.
      for (int count = untold.size(); count > 0 && asOf == epoch; count--) {
        listener.accept(untold.removeFirst());
      }
    }

    void interrupt(Duration duration, String because) {
      epoch++;
      synced = false;
      telling = false;
      untold.clear();
      int current = epoch;
      listener.accept(new ClusterEvent.Interrupted(because));
      world.later(
          duration,
          () -> {
            if (current == epoch) {
              sync();
            }
          });
    }
  }
}
