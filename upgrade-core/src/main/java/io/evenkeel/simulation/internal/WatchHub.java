package io.evenkeel.simulation.internal;

import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.spi.ClusterEvent;
import io.evenkeel.spi.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells watchers what has changed, some time later: all of it, and in order for objects of one
 * kind. What is told of different kinds comes over different connections.
 */
final class WatchHub {
  private final World world;
  private final FaultBook faults;
  private final WatchFaults disorder;
  private final List<Watcher> watchers = new ArrayList<>();

  WatchHub(World world, FaultBook faults) {
    this.world = world;
    this.faults = faults;
    this.disorder = new WatchFaults(world);
    world.store.listen(this::changed);
  }

  WatchFaults disorder() {
    return disorder;
  }

  Subscription watch(Consumer<ClusterEvent> listener) {
    Watcher watcher = new Watcher(world, faults, disorder, listener);
    watchers.add(watcher);
    watcher.sync();
    return () -> {
      watcher.close();
      watchers.remove(watcher);
    };
  }

  /** Breaks every watch for that long; then each starts anew with all there is. */
  void interrupt(Duration duration, String because) {
    for (Watcher watcher : List.copyOf(watchers)) {
      watcher.interrupt(duration, because);
    }
  }

  /** Lets every watch start anew at a server that is behind, and catch up after a while. */
  void travel(ClusterSnapshot past, List<Change> since, Duration catchUp) {
    for (Watcher watcher : List.copyOf(watchers)) {
      watcher.travel(past, since, catchUp);
    }
  }

  private void changed(Change change) {
    for (int i = 0; i < watchers.size(); i++) {
      watchers.get(i).changed(change);
    }
  }

  static ClusterEvent told(Change change) {
    return change.after() == null
        ? new ClusterEvent.Removed(change.object().key(), change.object().uid())
        : new ClusterEvent.Changed(change.after());
  }
}
