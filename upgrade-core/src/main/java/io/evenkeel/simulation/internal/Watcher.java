package io.evenkeel.simulation.internal;

import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.simulation.ClusterDelay;
import io.evenkeel.simulation.ClusterFault;
import io.evenkeel.spi.ClusterEvent;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One subscription: a lane for each kind, and what has not been told on it yet. */
final class Watcher {
  private static final Permission LIST = Permission.of("list", "", "pods");
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final ObjectKind[] KINDS = ObjectKind.values();

  private final World world;
  private final FaultBook faults;
  private final WatchFaults disorder;
  private final WatchLine line;
  private final Lane[] lanes = new Lane[KINDS.length];
  private final Seeds chance;
  private boolean synced;
  private int epoch;

  /** What the server to which the watch moves has yet to catch up with. */
  private Optional<List<Change>> behind = Optional.empty();

  Watcher(World world, FaultBook faults, WatchFaults disorder, Consumer<ClusterEvent> listener) {
    this.world = world;
    this.faults = faults;
    this.disorder = disorder;
    this.line = new WatchLine(disorder, listener);
    this.chance = world.seeds.stream("watch");
    for (ObjectKind kind : KINDS) {
      lanes[kind.ordinal()] = new Lane(kind);
    }
  }

  void close() {
    epoch++;
    synced = false;
  }

  /** Lists everything, as soon as the API server lets it. */
  void sync() {
    ClusterFault fault = faults.take(LIST);
    if (fault instanceof ClusterFault.Late late) {
      whileCurrent(late.by(), this::list);
    } else if (fault instanceof ClusterFault.Throttle throttle) {
      whileCurrent(longer(throttle.retryAfter(), AGAIN), this::sync);
    } else if (fault != null) {
      whileCurrent(AGAIN, this::sync);
    } else {
      list();
    }
  }

  /** Whoever is told to ask again at once waits a little all the same, as clients do. */
  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private void list() {
    whileCurrent(lag(ObjectKind.POD), () -> start(world.store.snapshot()));
  }

  private void start(ClusterSnapshot snapshot) {
    synced = true;
    line.announce(new ClusterEvent.Synced(snapshot));
  }

  void changed(Change change) {
    if (synced) {
      lane(change.object().key().kind()).add(WatchHub.told(change));
    } else {
      behind.ifPresent(changes -> changes.add(change));
    }
  }

  void interrupt(Duration duration, String because) {
    stop(because);
    whileCurrent(duration, this::sync);
  }

  private void stop(String because) {
    epoch++;
    synced = false;
    behind = Optional.empty();
    for (Lane lane : lanes) {
      lane.clear();
    }
    line.announce(new ClusterEvent.Interrupted(because));
  }

  void travel(ClusterSnapshot past, List<Change> since, Duration catchUp) {
    stop("the watch has moved to another API server");
    List<Change> changes = new ArrayList<>(since);
    behind = Optional.of(changes);
    whileCurrent(
        lag(ObjectKind.POD),
        () -> {
          behind = Optional.empty();
          start(past);
          if (!changes.isEmpty()) {
            disorder.met();
          }
          for (Change change : changes) {
            Lane lane = lane(change.object().key().kind());
            lane.holdFor(catchUp);
            lane.add(WatchHub.told(change));
          }
        });
  }

  private void whileCurrent(Duration delay, Runnable task) {
    int current = epoch;
    world.later(
        delay,
        () -> {
          if (current == epoch) {
            task.run();
          }
        });
  }

  private Duration lag(ObjectKind kind) {
    return chance
        .draw(world.settings.delay(ClusterDelay.WATCH), kind.name(), world.moment())
        .plus(disorder.lag(kind));
  }

  private Lane lane(ObjectKind kind) {
    return lanes[kind.ordinal()];
  }

  /** What is to be told of one kind. */
  private final class Lane {
    private final ObjectKind kind;
    private final Deque<ClusterEvent> untold = new ArrayDeque<>();
    private boolean telling;
    private Duration hold = Duration.ZERO;

    Lane(ObjectKind kind) {
      this.kind = kind;
    }

    void clear() {
      untold.clear();
      telling = false;
      hold = Duration.ZERO;
    }

    void holdFor(Duration duration) {
      hold = duration;
    }

    void add(ClusterEvent event) {
      untold.add(event);
      if (!telling) {
        telling = true;
        whileCurrent(lag(kind).plus(hold), this::tellAll);
        hold = Duration.ZERO;
      }
    }

    private void tellAll() {
      telling = false;
      int asOf = epoch;
      // What the listener changes meanwhile is told the next time.
      for (int count = untold.size(); count > 0 && asOf == epoch; count--) {
        line.pass(untold.removeFirst());
      }
    }
  }
}
