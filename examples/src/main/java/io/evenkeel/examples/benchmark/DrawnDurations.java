package io.evenkeel.examples.benchmark;

import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the simulation has really drawn for this seed: how long each new node took to be Ready, and
 * how long the slowest pod of each old node took to stop. No tool could have been faster than that.
 */
final class DrawnDurations {
  private final Map<String, Instant> launched = new LinkedHashMap<>();
  private final Map<String, Instant> asked = new LinkedHashMap<>();
  private final Map<String, Duration> slowestPod = new LinkedHashMap<>();
  private final List<Duration> boots = new ArrayList<>();

  static DrawnDurations of(Fleet fleet) {
    DrawnDurations drawn = new DrawnDurations();
    fleet.cluster().nodes().forEach(node -> drawn.slowestPod.put(node.name(), Duration.ZERO));
    fleet.cloud().observeTruth(drawn::see);
    fleet.cluster().observeTruth(drawn::see);
    return drawn;
  }

  List<Duration> boots() {
    return List.copyOf(boots);
  }

  /** Returns the least time to drain each old node. */
  List<Duration> drains() {
    return List.copyOf(slowestPod.values());
  }

  private void see(CloudChange change) {
    if (change.kind() == CloudChange.Kind.LAUNCHED) {
      launched.put(change.subject(), change.at());
    }
  }

  private void see(Truth truth) {
    if (truth instanceof Truth.Changed changed) {
      ClusterObject object = changed.after().or(changed::before).orElseThrow();
      if (object instanceof Node node && node.ready()) {
        ready(node, changed.at());
      } else if (object instanceof Pod pod && pod.terminating()) {
        stopping(pod, changed);
      }
    }
  }

  private void ready(Node node, Instant now) {
    String instance = node.providerId().map(id -> id.substring(id.lastIndexOf('/') + 1)).orElse("");
    Instant start = launched.remove(instance);
    if (start != null) {
      boots.add(Duration.between(start, now));
    }
  }

  private void stopping(Pod pod, Truth.Changed changed) {
    asked.putIfAbsent(pod.uid(), changed.at());
    Instant start = asked.get(pod.uid());
    if (changed.after().isEmpty() && start != null && !pod.ofDaemonSet()) {
      Duration took = Duration.between(start, changed.at());
      pod.nodeName()
          .ifPresent(node -> slowestPod.computeIfPresent(node, (n, most) -> longer(most, took)));
      asked.remove(pod.uid());
    }
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
