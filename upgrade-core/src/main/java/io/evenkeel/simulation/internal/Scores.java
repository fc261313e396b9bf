package io.evenkeel.simulation.internal;

import io.evenkeel.model.Pod;
import io.evenkeel.model.Resources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among the nodes that are possible: emptier ones first, as the real scheduler does by
 * default, moderated by preferences about taints and neighbors; equals by a seeded draw.
 */
final class Scores {
  private static final int TAINT_WEIGHT = 3;
  private static final int NEIGHBOR_WEIGHT = 2;

  private final Seeds chance;

  Scores(Seeds chance) {
    this.chance = chance;
  }

  @Nullable NodeSlot best(Pod pod, List<NodeSlot> feasible, Neighbors neighbors) {
    int mostTaints = 0;
    int mostCrowd = 0;
    for (NodeSlot slot : feasible) {
      mostTaints = Math.max(mostTaints, slot.unwelcoming(pod));
      mostCrowd = Math.max(mostCrowd, neighbors.crowd(slot));
    }
    long draw = chance.bits(pod.uid());
    NodeSlot best = null;
    long bestScore = Long.MIN_VALUE;
    long bestDraw = 0;
    for (NodeSlot slot : feasible) {
      long score =
          emptiness(pod, slot)
              + TAINT_WEIGHT * share(mostTaints - slot.unwelcoming(pod), mostTaints)
              + NEIGHBOR_WEIGHT * share(mostCrowd - neighbors.crowd(slot), mostCrowd);
      long slotDraw = Seeds.mix(draw ^ slot.number);
      if (score > bestScore || (score == bestScore && slotDraw > bestDraw)) {
        best = slot;
        bestScore = score;
        bestDraw = slotDraw;
      }
    }
    return best;
  }

  private static long emptiness(Pod pod, NodeSlot slot) {
    Resources total = slot.node.allocatable();
    Resources asked = pod.requests();
    long cpu = share(slot.free.cpuMillis() - asked.cpuMillis(), total.cpuMillis());
    long memory = share(slot.free.memoryBytes() - asked.memoryBytes(), total.memoryBytes());
    return (cpu + memory) / 2;
  }

  /** Returns the part of the whole in thousandths; all of it where there is no whole. */
  private static long share(long part, long whole) {
    return whole <= 0 ? 1000 : part * 1000 / whole;
  }
}
