package io.evenkeel.simulation.internal;

import io.evenkeel.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which pods take room on which nodes, and whether there is some for one more. */
final class Room {
  final List<NodeSlot> slots = new ArrayList<>();
  final Domains domains = new Domains(slots);
  private final PodCounters counters;

  /** How many placed pods there are of each priority. */
  private final TreeMap<Integer, Integer> ranks = new TreeMap<>();

  /**
   * @param slotOf finds the node that a pod takes room on
   */
  Room(Function<Pod, @Nullable NodeSlot> slotOf) {
    counters = new PodCounters(slotOf);
  }

  void occupy(NodeSlot slot, Pod pod) {
    slot.take(pod);
    counters.add(slot, pod);
    ranks.merge(pod.priority(), 1, Integer::sum);
  }

  void vacate(NodeSlot slot, Pod pod) {
    slot.giveBack(pod);
    counters.remove(slot, pod);
    ranks.merge(pod.priority(), -1, (all, one) -> all + one == 0 ? null : all + one);
  }

  /** Returns whether any pod that is placed somewhere is less important. */
  boolean holdsLessThan(int priority) {
    return !ranks.isEmpty() && ranks.firstKey() < priority;
  }

  Neighbors neighbors(Pod pod) {
    return Neighbors.of(pod, slots, counters, domains);
  }

  /** Returns only what must hold about other pods, without what is merely preferred. */
  Neighbors rules(Pod pod) {
    return Neighbors.rules(pod, slots, counters, domains);
  }

  /** Returns whether room and neighbors allow the pod there, as things are. */
  boolean takes(NodeSlot slot, Pod pod) {
    return slot.fits(pod) && rules(pod).admit(slot);
  }
}
