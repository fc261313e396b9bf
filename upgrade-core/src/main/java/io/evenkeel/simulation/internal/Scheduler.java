package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.ClusterDelay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds pods to nodes, one after another, by the rules and preferences of the real scheduler. */
final class Scheduler {
  private static final int FEW_NODES = 100;
  private static final int LEAST_PERCENT = 5;

  private final World world;
  private final Map<String, NodeSlot> byName = new LinkedHashMap<>();
  private final Room room = new Room(this::slotOf);
  private final List<NodeSlot> slots = room.slots;
  private final Nominations nominations = new Nominations(room);
  private final Preemption preemption;
  private final SchedulingQueue queue = new SchedulingQueue();
  private final Scores scores;
  private boolean running;
  private int nextNumber;
  private int lookFrom;

  Scheduler(World world, PodDeletion deletion) {
    this.world = world;
    this.preemption = new Preemption(world, deletion, room, nominations);
    this.scores = new Scores(world.seeds.stream("scheduler"), world.settings.packs());
    world.store.listen(this::changed);
  }

  /** Returns whether others make room for the pod, so that it will be placed. */
  boolean makesRoomFor(Pod pod) {
    return nominations.of(pod) != null;
  }

  private void changed(Change change) {
    if (change.object() instanceof Node node) {
      nodeChanged(change, node);
    } else if (change.object() instanceof Pod) {
      podChanged((Pod) change.before(), (Pod) change.after());
    }
  }

  private void nodeChanged(Change change, Node node) {
    NodeSlot slot = byName.get(node.name());
    if (change.removed()) {
      byName.remove(node.name());
      slots.remove(slot);
      if (slot != null) {
        nominations.drop(slot);
        retryHomeless();
      }
      return;
    }
    if (slot == null) {
      slot = new NodeSlot(nextNumber++, node);
      byName.put(node.name(), slot);
      slots.add(slot);
      for (Pod pod : world.pods.onNode(node.name())) {
        room.occupy(slot, pod);
      }
    } else {
      slot.show(node);
      nominations.review(slot);
      retryHomeless();
    }
    room.domains.learn(slot);
    retryOn(slot);
  }

  private void podChanged(@Nullable Pod before, @Nullable Pod after) {
    NodeSlot from = slotOf(before);
    NodeSlot to = slotOf(after);
    if (from != null && before != null) {
      room.vacate(from, before);
    }
    if (to != null && after != null) {
      room.occupy(to, after);
    }
    if (before == null && after != null && after.nodeName().isEmpty()) {
      queue.add(after);
      run();
    } else if (from != null && (to == null || endsCounting(before, after))) {
      retryOn(from);
    } else if (before != null && (after == null || after.terminating())) {
      giveUp(before);
    }
  }

  /** Whoever waits for room may have what was kept for the pod. */
  private void giveUp(Pod pod) {
    NodeSlot kept = nominations.end(pod);
    if (kept != null) {
      retryOn(kept);
    }
  }

  private static boolean endsCounting(@Nullable Pod before, @Nullable Pod after) {
    return before != null && after != null && !before.terminating() && after.terminating();
  }

  private @Nullable NodeSlot slotOf(@Nullable Pod pod) {
    return pod == null || pod.finished() ? null : byName.get(pod.nodeName().orElse(""));
  }

  private void retryOn(NodeSlot slot) {
    if (queue.hasWaiting()) {
      queue.retry(pod -> mayHaveChance(slot, pod));
      run();
    }
  }

  private void retryHomeless() {
    Set<String> homeless = nominations.takeHomeless();
    if (!homeless.isEmpty()) {
      queue.retry(pod -> homeless.contains(pod.uid()));
      run();
    }
  }

  /** Pods without any grace are gone at once. */
  private void retryWhereRoomIs(Pod pod) {
    NodeSlot kept = nominations.of(pod);
    if (kept != null && kept.fits(pod)) {
      retryOn(kept);
    }
  }

  private static boolean mayHaveChance(NodeSlot slot, Pod pod) {
    boolean minds = !pod.placement().spreads().isEmpty() || !pod.placement().affinities().isEmpty();
    return minds || (slot.admits(pod) && slot.fits(pod));
  }

  private void run() {
    if (!running && !queue.isEmpty()) {
      running = true;
      world.after(world.settings.delay(ClusterDelay.SCHEDULING).from(), this::placeNext);
    }
  }

  private void placeNext() {
    Pod queued = queue.next();
    if (queued != null) {
      place(queued);
    }
    running = false;
    run();
  }

  private void place(Pod queued) {
    Pod pod = world.store.pod(queued.key(), queued.uid());
    if (pod == null || pod.nodeName().isPresent() || pod.terminating()) {
      queue.placed(queued);
      return;
    }
    NodeSlot best = best(pod);
    if (best == null) {
      world.history.add("no room for " + pod.key());
      if (preemption.makeRoom(pod)) {
        queue.waitsAlone(pod);
        retryWhereRoomIs(pod);
        retryHomeless();
      } else {
        queue.noRoom(pod);
      }
      tell(pod);
    } else {
      queue.placed(pod);
      nominations.end(pod);
      world.store.update(pod.withNode(best.node.name()));
    }
  }

  /** Writes down, once, why no node takes the pod. */
  private void tell(Pod pod) {
    if (pod.trouble().isPresent()) {
      return;
    }
    int closed = 0;
    int full = 0;
    for (NodeSlot slot : slots) {
      closed += slot.admits(pod) ? 0 : 1;
      full += slot.admits(pod) && !slot.fits(pod) ? 1 : 0;
    }
    String message =
        "0/"
            + slots.size()
            + " nodes are available: "
            + closed
            + " closed to it, "
            + full
            + " too full, "
            + (slots.size() - closed - full)
            + " with the wrong neighbors";
    world.store.update(
        pod.withTrouble(new Pod.Trouble(Pod.Trouble.Kind.UNSCHEDULABLE, message, world.now())));
  }

  private @Nullable NodeSlot best(Pod pod) {
    Neighbors neighbors = room.neighbors(pod);
    NodeSlot kept = nominations.of(pod);
    if (kept != null && takes(kept, pod, neighbors)) {
      return kept;
    }
    int wanted = nodesToScore();
    List<NodeSlot> feasible = new ArrayList<>(wanted);
    int looked = 0;
    for (; looked < slots.size() && feasible.size() < wanted; looked++) {
      NodeSlot slot = slots.get((lookFrom + looked) % slots.size());
      if (takes(slot, pod, neighbors)) {
        feasible.add(slot);
      }
    }
    lookFrom = slots.isEmpty() ? 0 : (lookFrom + looked) % slots.size();
    return scores.best(pod, feasible, neighbors);
  }

  private boolean takes(NodeSlot slot, Pod pod, Neighbors neighbors) {
    return slot.fits(pod)
        && slot.admits(pod)
        && neighbors.admit(slot)
        && nominations.leaveRoom(slot, pod);
  }

  /**
   * Returns how many possible nodes are enough to choose from. Like the real scheduler, this one
   * looks at a share of a large cluster only, and at another share for the next pod.
   */
  private int nodesToScore() {
    int nodes = slots.size();
    if (!world.settings.scoresSome() || nodes <= FEW_NODES) {
      return nodes;
    }
    int percent = Math.max(LEAST_PERCENT, 50 - nodes / 125);
    return Math.max(FEW_NODES, nodes * percent / 100);
  }
}
