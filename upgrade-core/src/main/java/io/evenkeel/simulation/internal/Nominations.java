package io.evenkeel.simulation.internal;

import io.evenkeel.model.Pod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Pods for which others make room, and the nodes that are kept for them meanwhile. */
final class Nominations {
  private record Nomination(Pod pod, NodeSlot slot) {}

  private final Map<String, Nomination> byPod = new LinkedHashMap<>();
  private final Room room;

  /** Pods that have lost what was kept for them, and have to look elsewhere. */
  private final Set<String> homeless = new LinkedHashSet<>();

  Nominations(Room room) {
    this.room = room;
  }

  void put(Pod pod, NodeSlot slot) {
    byPod.put(pod.uid(), new Nomination(pod, slot));
  }

  /** Ends the pod's nomination, and returns for which node it was. */
  @Nullable NodeSlot end(Pod pod) {
    Nomination ended = byPod.remove(pod.uid());
    return ended == null ? null : ended.slot();
  }

  @Nullable NodeSlot of(Pod pod) {
    Nomination nomination = byPod.get(pod.uid());
    return nomination == null ? null : nomination.slot();
  }

  /** The node is gone, and so is what was kept on it. */
  void drop(NodeSlot slot) {
    end(slot, pod -> true);
  }

  /** The node has changed, and may not admit everybody any more. */
  void review(NodeSlot slot) {
    end(slot, pod -> !slot.admits(pod));
  }

  /** Ends the nominations of less important pods for that node. */
  void giveWay(NodeSlot slot, Pod to) {
    end(slot, pod -> pod.priority() < to.priority());
  }

  private void end(NodeSlot slot, Predicate<Pod> which) {
    if (byPod.isEmpty()) {
      return;
    }
    for (Nomination nomination : List.copyOf(byPod.values())) {
      if (nomination.slot() == slot && which.test(nomination.pod())) {
        byPod.remove(nomination.pod().uid());
        homeless.add(nomination.pod().uid());
      }
    }
  }

  /** Returns the pods that have to look elsewhere, by uid, and forgets them. */
  Set<String> takeHomeless() {
    Set<String> taken = new LinkedHashSet<>(homeless);
    homeless.clear();
    return taken;
  }

  /**
   * Returns whether the pod leaves enough for those that are nominated for the node and no less
   * important.
   */
  boolean leaveRoom(NodeSlot slot, Pod pod) {
    List<Pod> kept = byPod.isEmpty() ? List.of() : keptFrom(slot, pod);
    if (kept.isEmpty()) {
      return true;
    }
    kept.forEach(other -> room.occupy(slot, other));
    boolean takes = room.takes(slot, pod);
    kept.forEach(other -> room.vacate(slot, other));
    return takes;
  }

  List<Pod> keptFrom(NodeSlot slot, Pod pod) {
    List<Pod> kept = new ArrayList<>();
    for (Nomination other : byPod.values()) {
      if (other.slot() == slot
          && other.pod().priority() >= pod.priority()
          && !other.pod().uid().equals(pod.uid())) {
        kept.add(other.pod());
      }
    }
    return kept;
  }
}
