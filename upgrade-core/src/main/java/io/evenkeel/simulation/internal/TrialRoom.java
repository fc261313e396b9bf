package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a cluster as they are, or are to be, with what is on them: to think away some of
 * them, to try out where pods would go, and to undo all of that.
 */
final class TrialRoom {
  private final PoolWorld pools;
  private final PoolNodes nodes;
  private final Map<String, NodeSlot> placed = new LinkedHashMap<>();
  private final Room room = new Room(pod -> placed.get(pod.uid()));
  private final Map<NodeSlot, ClaimBook> claimOf = new LinkedHashMap<>();
  private final Map<ClaimBook, NodeSlot> slotOf = new LinkedHashMap<>();
  private final Map<ClaimBook, List<Pod>> podsOf = new LinkedHashMap<>();
  private final List<Runnable> undo = new ArrayList<>();
  private int numbers;

  TrialRoom(PoolWorld pools, PoolNodes nodes) {
    this.pools = pools;
    this.nodes = nodes;
    for (Node node : pools.world.store.nodes()) {
      Optional<ClaimBook> claim = pools.ofMachine(node);
      if (claim.filter(ClaimBook::leaves).isEmpty()) {
        existing(node, claim);
      }
    }
    for (ClaimBook claim : pools.everyClaim()) {
      if (!slotOf.containsKey(claim) && !claim.leaves()) {
        belongs(add(nodes.imagined(claim)), claim);
      }
    }
    pools.byWeight().forEach(this::knowZones);
    undo.clear();
  }

  private void existing(Node node, Optional<ClaimBook> claim) {
    NodeSlot slot = add(nodes.expected(node, claim));
    claim.ifPresent(one -> belongs(slot, one));
    List<Pod> pods = new ArrayList<>();
    for (Pod pod : pools.world.pods.onNode(node.name())) {
      if (!pod.finished()) {
        put(slot, pod);
        pods.add(pod);
      }
    }
    claim.ifPresent(one -> podsOf.put(one, pods));
  }

  private void belongs(NodeSlot slot, ClaimBook claim) {
    claimOf.put(slot, claim);
    slotOf.put(claim, slot);
  }

  /** Pods that are spread over zones are to be spread over those where nothing is yet, too. */
  private void knowZones(PoolBook pool) {
    for (String zone : pool.usableZones(pools.now())) {
      add(nodes.full(pool, zone));
    }
  }

  // Trying

  /** Thinks the claim away, and what is on it. */
  void take(ClaimBook claim) {
    NodeSlot slot = slotOf.get(claim);
    int place = slot == null ? -1 : room.slots.indexOf(slot);
    if (slot != null && place >= 0) {
      podsOf.getOrDefault(claim, List.of()).forEach(pod -> lift(slot, pod));
      room.slots.remove(place);
      undo.add(
          () -> {
            room.slots.add(place, slot);
            room.domains.learn(slot); // what was asked meanwhile was numbered without it
            podsOf.getOrDefault(claim, List.of()).forEach(pod -> drop(slot, pod));
          });
    }
  }

  /** Adds a node that is only thought of. */
  NodeSlot add(Node node) {
    NodeSlot slot = new NodeSlot(numbers++, node);
    room.slots.add(slot);
    room.domains.learn(slot);
    undo.add(() -> room.slots.remove(slot));
    return slot;
  }

  void put(NodeSlot slot, Pod pod) {
    drop(slot, pod);
    undo.add(() -> lift(slot, pod));
  }

  private void drop(NodeSlot slot, Pod pod) {
    placed.put(pod.uid(), slot);
    room.occupy(slot, pod);
  }

  private void lift(NodeSlot slot, Pod pod) {
    room.vacate(slot, pod);
    placed.remove(pod.uid());
  }

  /** Makes everything as it was in the beginning, the last step first. */
  void undo() {
    for (int i = undo.size() - 1; i >= 0; i--) {
      undo.get(i).run();
    }
    undo.clear();
  }

  // Asking

  List<NodeSlot> slots() {
    return room.slots;
  }

  Neighbors rules(Pod pod) {
    return room.rules(pod);
  }

  @Nullable ClaimBook claimOf(NodeSlot slot) {
    return claimOf.get(slot);
  }
}
