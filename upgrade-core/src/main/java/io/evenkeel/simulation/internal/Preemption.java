package io.evenkeel.simulation.internal;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes room for an important pod by deleting less important ones, as the real scheduler does: on
 * the node where that does least harm, no more than is needed, with their grace, and past the
 * Eviction API. Budgets are spared as far as there is a choice, and no further.
 */
final class Preemption {
  private static final int FEW_CANDIDATES = 100;

  private final World world;
  private final PodDeletion deletion;
  private final Room room;
  private final Nominations nominations;
  private final Seeds chance;

  Preemption(World world, PodDeletion deletion, Room room, Nominations nominations) {
    this.world = world;
    this.deletion = deletion;
    this.room = room;
    this.nominations = nominations;
    this.chance = world.seeds.stream("preemption");
  }

  /** Makes room for a pod that finds none; returns whether a node is kept for it from now on. */
  boolean makeRoom(Pod pod) {
    if (!pod.preempts() || !room.holdsLessThan(pod.priority()) || waits(pod)) {
      return nominations.of(pod) != null;
    }
    Victims victims = leastHarm(pod);
    if (victims == null) {
      nominations.end(pod);
      return false;
    }
    nominations.giveWay(victims.slot(), pod);
    nominations.put(pod, victims.slot());
    victims.pods().forEach(victim -> delete(victim, pod));
    return true;
  }

  /** Returns whether pods are about to go from the node that is kept for this one. */
  private boolean waits(Pod pod) {
    NodeSlot kept = nominations.of(pod);
    return kept != null
        && kept.admits(pod)
        && world.pods.onNode(kept.node.name()).stream()
            .anyMatch(other -> other.terminating() && other.priority() < pod.priority());
  }

  private void delete(Pod victim, Pod by) {
    if (!victim.terminating()) {
      if (!world.history.off()) {
        world.history.add(by.key() + " preempts " + victim.key());
      }
      world.tell(new Truth.Preempted(world.now(), victim, by));
      deletion.delete(victim, victim.grace());
    }
  }

  /** Looks at a tenth of the nodes, but at a hundred at least, beginning anywhere. */
  private @Nullable Victims leastHarm(Pod pod) {
    int nodes = room.slots.size();
    int enough = Math.max(FEW_CANDIDATES, nodes / 10);
    int first = nodes == 0 ? 0 : (int) Long.remainderUnsigned(chance.bits(pod.name()), nodes);
    Victims best = null;
    for (int looked = 0, found = 0; looked < nodes && found < enough; looked++) {
      Victims victims = on(room.slots.get((first + looked) % nodes), pod);
      found += victims == null ? 0 : 1;
      boolean better =
          victims != null && (best == null || Victims.LEAST_HARM_FIRST.compare(victims, best) < 0);
      best = better ? victims : best;
    }
    return best;
  }

  private @Nullable Victims on(NodeSlot slot, Pod pod) {
    List<Pod> lesser = slot.admits(pod) ? lessThan(pod, slot) : List.of();
    if (lesser.isEmpty()) {
      return null;
    }
    List<Pod> kept = nominations.keptFrom(slot, pod);
    kept.forEach(other -> room.occupy(slot, other));
    lesser.forEach(other -> room.vacate(slot, other));
    Victims victims = room.takes(slot, pod) ? spared(slot, pod, lesser) : null;
    if (victims == null) {
      lesser.forEach(other -> room.occupy(slot, other));
    } else {
      victims.pods().forEach(other -> room.occupy(slot, other));
    }
    kept.forEach(other -> room.vacate(slot, other));
    return victims == null || victims.pods().isEmpty() ? null : victims;
  }

  /** A static pod would come back whatever the scheduler does. */
  private List<Pod> lessThan(Pod pod, NodeSlot slot) {
    return world.pods.onNode(slot.node.name()).stream()
        .filter(other -> other.priority() < pod.priority())
        .filter(other -> !other.finished() && !other.mirror())
        .sorted(Victims.MOST_IMPORTANT_FIRST)
        .toList();
  }

  /**
   * Puts back as many pods as leave room for this one: first those that their budgets would not let
   * go, the most important of them first, then the others.
   */
  private Victims spared(NodeSlot slot, Pod pod, List<Pod> lesser) {
    List<Pod> broken = beyondBudgets(lesser);
    List<Pod> victims = new ArrayList<>();
    broken.stream().filter(other -> !staysWith(slot, pod, other)).forEach(victims::add);
    int breaks = victims.size();
    lesser.stream()
        .filter(other -> !broken.contains(other) && !staysWith(slot, pod, other))
        .forEach(victims::add);
    victims.sort(Victims.MOST_IMPORTANT_FIRST);
    return new Victims(slot, victims, breaks);
  }

  private boolean staysWith(NodeSlot slot, Pod pod, Pod other) {
    room.occupy(slot, other);
    boolean stays = room.takes(slot, pod);
    if (!stays) {
      room.vacate(slot, other);
    }
    return stays;
  }

  /** Returns the pods whose budgets would be broken if all of them went, in this order. */
  private List<Pod> beyondBudgets(List<Pod> pods) {
    Map<ObjectKey, Integer> allowed = new LinkedHashMap<>();
    List<Pod> beyond = new ArrayList<>();
    for (Pod pod : pods) {
      boolean breaks = false;
      for (ObjectKey key : world.pods.budgetsOf(pod.key())) {
        Budget budget = world.store.budget(key);
        if (budget != null && !budget.status().disruptedPods().containsKey(pod.name())) {
          allowed.putIfAbsent(key, budget.status().disruptionsAllowed());
          breaks |= allowed.merge(key, -1, Integer::sum) < 0;
        }
      }
      if (breaks) {
        beyond.add(pod);
      }
    }
    return beyond;
  }
}
