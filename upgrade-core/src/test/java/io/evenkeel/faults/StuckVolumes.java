package io.evenkeel.faults;

import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.VolumeAttachment;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** When the pods of a set with disks left their nodes, when the volumes followed, and the nodes. */
final class StuckVolumes {
  private final Map<String, Instant> left = new TreeMap<>();
  private final Map<String, Instant> detached = new TreeMap<>();
  private final Map<String, Instant> gone = new TreeMap<>();
  private final String set;

  private StuckVolumes(String set) {
    this.set = set;
  }

  static StuckVolumes in(SimulatedCluster cluster, String set) {
    StuckVolumes volumes = new StuckVolumes(set);
    cluster.observeTruth(
        truth -> {
          if (truth instanceof Truth.Changed changed && changed.after().isEmpty()) {
            volumes.went(changed.before().orElseThrow(), changed.at());
          }
        });
    return volumes;
  }

  private void went(ClusterObject object, Instant at) {
    if (object instanceof Pod pod && pod.key().path().startsWith(set + "-")) {
      pod.nodeName().ifPresent(node -> left.put(node, at));
    } else if (object instanceof VolumeAttachment volume) {
      detached.put(volume.nodeName(), at);
    } else if (object instanceof Node node) {
      gone.put(node.name(), at);
    }
  }

  /** Returns the nodes from which a volume was detached only so long after its pod had left. */
  List<String> stuckFor(Duration span) {
    return detached.keySet().stream()
        .filter(left::containsKey)
        .filter(node -> !when(detached, node).isBefore(when(left, node).plus(span)))
        .toList();
  }

  /** Returns the nodes that were gone before their volume was detached. */
  List<String> goneWithTheirVolume() {
    return detached.keySet().stream()
        .filter(gone::containsKey)
        .filter(node -> when(gone, node).isBefore(when(detached, node)))
        .toList();
  }

  /** Returns the nodes that went while a volume was stuck on another one. */
  List<String> othersGoneWhileOneStuck() {
    return gone.keySet().stream()
        .filter(node -> stuckFor(Duration.ofMinutes(1)).stream().anyMatch(s -> within(node, s)))
        .toList();
  }

  private boolean within(String node, String stuck) {
    Instant at = when(gone, node);
    return !node.equals(stuck)
        && at.isAfter(when(left, stuck))
        && at.isBefore(when(detached, stuck));
  }

  private static Instant when(Map<String, Instant> what, String node) {
    return Objects.requireNonNull(what.get(node));
  }
}
