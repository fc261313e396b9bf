package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tries out where pods would go if some nodes were not there: onto nodes that are there or on their
 * way, and else onto new ones. It changes nothing.
 */
final class PoolTrial {
  private static final Comparator<Pod> LARGEST_FIRST =
      Comparator.comparing((Pod pod) -> -pod.requests().cpuMillis())
          .thenComparing(pod -> -pod.requests().memoryBytes())
          .thenComparing(pod -> pod.meta().createdAt())
          .thenComparing(Pod::key);

  private final PoolWorld pools;
  private final PoolNodes nodes;
  private final Map<String, NodeSlot> placed = new LinkedHashMap<>();
  private final Room room = new Room(pod -> placed.get(pod.uid()));
  private final Map<NodeSlot, ClaimBook> claimOf = new LinkedHashMap<>();
  private final NewClaims fresh;
  private final List<Pod> homeless = new ArrayList<>();
  private final Map<Pod, ClaimBook> onClaims = new LinkedHashMap<>();
  private int slots;

  /**
   * @param gone the claims that are thought away, besides those that leave anyway
   */
  PoolTrial(PoolWorld pools, Predicate<ClaimBook> gone) {
    this.pools = pools;
    this.nodes = new PoolNodes(pools);
    Set<ClaimBook> seen = new LinkedHashSet<>();
    for (Node node : pools.world.store.nodes()) {
      Optional<ClaimBook> claim = pools.ofMachine(node);
      claim.ifPresent(seen::add);
      if (claim.filter(one -> one.leaves() || gone.test(one)).isEmpty()) {
        existing(node, claim);
      }
    }
    for (ClaimBook claim : pools.everyClaim()) {
      if (!seen.contains(claim) && !claim.leaves() && !gone.test(claim)) {
        NodeSlot slot = add(nodes.imagined(claim));
        claimOf.put(slot, claim);
      }
    }
    this.fresh = new NewClaims(pools, nodes, gone);
    pools.byWeight().forEach(this::knowZones);
  }

  /** Pods that are spread over zones are to be spread over those where nothing is yet, too. */
  private void knowZones(PoolBook pool) {
    for (String zone : pool.usableZones(pools.now())) {
      add(nodes.full(pool, zone));
    }
  }

  private void existing(Node node, Optional<ClaimBook> claim) {
    NodeSlot slot = add(nodes.expected(node, claim));
    claim.ifPresent(one -> claimOf.put(slot, one));
    for (Pod pod : pools.world.pods.onNode(node.name())) {
      if (!pod.finished()) {
        occupy(slot, pod);
      }
    }
  }

  private NodeSlot add(Node node) {
    NodeSlot slot = new NodeSlot(slots++, node);
    room.slots.add(slot);
    room.domains.learn(slot);
    return slot;
  }

  private void occupy(NodeSlot slot, Pod pod) {
    placed.put(pod.uid(), slot);
    room.occupy(slot, pod);
  }

  /** Finds a place for each of the pods, the largest first. */
  PoolTrial place(List<Pod> pods) {
    pods.stream().sorted(LARGEST_FIRST).forEach(this::place);
    return this;
  }

  private void place(Pod pod) {
    NodeSlot slot = best(pod);
    if (slot == null && !open(pod)) {
      homeless.add(pod);
    } else if (slot != null) {
      occupy(slot, pod);
      fresh.joins(slot, pod);
      ClaimBook claim = claimOf.get(slot);
      if (claim != null) {
        onClaims.put(pod, claim);
      }
    }
  }

  /** Nodes that are there come first, then those on their way, then those thought of. */
  private @Nullable NodeSlot best(Pod pod) {
    Neighbors neighbors = room.neighbors(pod);
    NodeSlot onItsWay = null;
    for (NodeSlot slot : room.slots) {
      if (slot.fits(pod) && slot.admits(pod) && neighbors.admit(slot)) {
        ClaimBook claim = claimOf.get(slot);
        if (!fresh.has(slot) && (claim == null || claim.initialized())) {
          return slot;
        }
        onItsWay = onItsWay == null ? slot : onItsWay;
      }
    }
    return onItsWay;
  }

  private boolean open(Pod pod) {
    for (NewClaims.Offer offer : fresh.offers(pod)) {
      NodeSlot slot = add(offer.node());
      if (slot.fits(pod) && slot.admits(pod) && room.neighbors(pod).admit(slot)) {
        fresh.open(slot, offer);
        occupy(slot, pod);
        fresh.joins(slot, pod);
        return true;
      }
      room.slots.remove(slot);
    }
    return false;
  }

  /** Returns the claims that would have to be made. */
  List<NewClaims.Wanted> wanted() {
    return fresh.wanted();
  }

  /** Returns the pods for which there would be no place at all. */
  List<Pod> homeless() {
    return homeless;
  }

  /** Returns where pods would go that find a place on claims which are there or on their way. */
  Map<Pod, ClaimBook> onClaims() {
    return onClaims;
  }
}
