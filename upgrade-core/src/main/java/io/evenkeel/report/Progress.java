package io.evenkeel.report;

import io.evenkeel.UpgradeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How far a run is, put together from its events. */
final class Progress {
  private final Map<String, GroupProgress> groups = new LinkedHashMap<>();
  private Optional<Instant> started = Optional.empty();
  private Instant now = Instant.EPOCH;
  private Optional<GroupProgress> current = Optional.empty();
  private Optional<UpgradeEvent.UpdateStarted> update = Optional.empty();
  private String waiting = "";
  private int evictions;
  private int refusals;

  void apply(UpgradeEvent event) {
    started = started.or(() -> Optional.of(event.at()));
    passTo(event.at());
    if (event instanceof UpgradeEvent.PodEvicted) {
      evictions++;
      waiting = "";
    } else if (event instanceof UpgradeEvent.EvictionRefused refused) {
      refusals++;
      waiting = refused.pod().path() + ": " + refused.because();
    } else if (event instanceof UpgradeEvent.Hindered hindered) {
      waiting =
          hindered.obstacles().stream()
              .findFirst()
              .map(o -> hindered.node() + ": " + o.what())
              .orElse("");
    } else if (event instanceof UpgradeEvent.Waiting wait) {
      waiting = wait.subject() + ": " + wait.because();
    } else if (event instanceof UpgradeEvent.GateClosed closed) {
      waiting = closed.checkpoint() + ": gate '" + closed.gate() + "': " + closed.because();
    } else if (event instanceof UpgradeEvent.ApprovalAwaited awaited) {
      waiting = "wave " + awaited.wave() + ": somebody is to approve it";
    } else if (opens(event)) {
      waiting = "";
    } else if (event instanceof UpgradeEvent.UpdateStarted begun) {
      update = Optional.of(begun);
      waiting = "";
    } else if (event instanceof UpgradeEvent.UpdateEnded) {
      update = Optional.empty();
      waiting = "";
    } else {
      applyToGroup(event);
    }
  }

  private static boolean opens(UpgradeEvent event) {
    return event instanceof UpgradeEvent.GatesOpened || event instanceof UpgradeEvent.Approved;
  }

  void passTo(Instant later) {
    now = later.isAfter(now) ? later : now;
  }

  /** Returns the group that the last event was about. */
  Optional<GroupProgress> current() {
    return current;
  }

  /** Returns what the cloud changes of the control plane now. */
  Optional<UpgradeEvent.UpdateStarted> update() {
    return update;
  }

  /** Returns for how long something has been going on. */
  Duration since(Instant begun) {
    return Duration.between(begun, now);
  }

  GroupProgress group(String name) {
    return groups.computeIfAbsent(name, GroupProgress::new);
  }

  Duration elapsed() {
    return started.map(start -> Duration.between(start, now)).orElse(Duration.ZERO);
  }

  String waiting() {
    return waiting;
  }

  int evictions() {
    return evictions;
  }

  int refusals() {
    return refusals;
  }

  private void applyToGroup(UpgradeEvent event) {
    if (event instanceof UpgradeEvent.TargetPinned pinned) {
      enter(pinned.group()).pinned(pinned);
    } else if (event instanceof UpgradeEvent.PhaseStarted phase) {
      enter(phase.group()).phase(phase.phase());
      waiting = "";
    } else if (event instanceof UpgradeEvent.NodeMoved moved) {
      enter(moved.group()).moved(moved);
      waiting = "";
    } else if (event instanceof UpgradeEvent.NodeRemoved removed) {
      enter(removed.group()).removed(removed.node().node());
    } else if (event instanceof UpgradeEvent.GroupObserved observed) {
      group(observed.group()).observed(observed);
    }
  }

  private GroupProgress enter(String name) {
    GroupProgress group = group(name);
    current = Optional.of(group);
    return group;
  }
}
