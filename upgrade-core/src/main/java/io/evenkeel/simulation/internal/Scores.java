package io.evenkeel.simulation.internal;

import io.evenkeel.model.Pod;
import io.evenkeel.model.Resources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among the nodes that are possible: emptier ones first, as the real scheduler does by
 * default, or fuller ones first, as it can be told to; moderated by preferences about taints and
 * neighbors; equals by a seeded draw.
 */
final class Scores {
  private static final int TAINT_WEIGHT = 3;
  private static final int NEIGHBOR_WEIGHT = 2;

  private final Seeds chance;
  private final boolean packs;

  Scores(Seeds chance, boolean packs) {
    this.chance = chance;
    this.packs = packs;
  }

  @Nullable NodeSlot best(Pod pod, List<NodeSlot> feasible, Neighbors neighbors) {
    int[] taints = new int[feasible.size()];
    int[] crowds = new int[feasible.size()];
    int mostTaints = 0;
    int mostCrowd = 0;
    for (int i = 0; i < taints.length; i++) {
      taints[i] = feasible.get(i).unwelcoming(pod);
      crowds[i] = neighbors.crowd(feasible.get(i));
      mostTaints = Math.max(mostTaints, taints[i]);
      mostCrowd = Math.max(mostCrowd, crowds[i]);
    }
    long draw = chance.bits(pod.name());
    NodeSlot best = null;
    long bestScore = Long.MIN_VALUE;
    long bestDraw = 0;
    for (int i = 0; i < taints.length; i++) {
      NodeSlot slot = feasible.get(i);
      long score =
          (packs ? 1000 - emptiness(pod, slot) : emptiness(pod, slot))
              + TAINT_WEIGHT * share(mostTaints - taints[i], mostTaints)
              + NEIGHBOR_WEIGHT * share(mostCrowd - crowds[i], mostCrowd);
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
    Resources free = slot.free();
    long cpu = share(free.cpuMillis() - asked.cpuMillis(), total.cpuMillis());
    long memory = share(free.memoryBytes() - asked.memoryBytes(), total.memoryBytes());
    return (cpu + memory) / 2;
  }

  /** Returns the part of the whole in thousandths; all of it where there is no whole. */
  private static long share(long part, long whole) {
    return whole <= 0 ? 1000 : part * 1000 / whole;
  }
}
