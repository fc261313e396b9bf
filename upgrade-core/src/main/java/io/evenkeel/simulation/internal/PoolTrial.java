package io.evenkeel.simulation.internal;

import io.evenkeel.model.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private final TrialRoom room;
  private final NewClaims fresh;
  private final List<Pod> homeless = new ArrayList<>();
  private final Map<Pod, ClaimBook> onClaims = new LinkedHashMap<>();

  /**
   * @param room as it is now; it is left as it was
   * @param gone the claims that are thought away, besides those that leave anyway
   */
  PoolTrial(PoolWorld pools, TrialRoom room, Collection<ClaimBook> gone, List<Pod> pods) {
    this.room = room;
    this.fresh = new NewClaims(pools, new PoolNodes(pools), gone::contains);
    gone.forEach(room::take);
    pods.stream().sorted(LARGEST_FIRST).forEach(this::place);
    room.undo();
  }

  private void place(Pod pod) {
    NodeSlot slot = best(pod);
    if (slot == null && !open(pod)) {
      homeless.add(pod);
    } else if (slot != null) {
      room.put(slot, pod);
      fresh.joins(slot, pod);
      ClaimBook claim = room.claimOf(slot);
      if (claim != null) {
        onClaims.put(pod, claim);
      }
    }
  }

  /** Nodes that are there come first, then those on their way, then those thought of. */
  private @Nullable NodeSlot best(Pod pod) {
    Neighbors neighbors = room.rules(pod);
    NodeSlot onItsWay = null;
    for (NodeSlot slot : room.slots()) {
      if (slot.fits(pod) && slot.admits(pod) && neighbors.admit(slot)) {
        ClaimBook claim = room.claimOf(slot);
        if (!fresh.has(slot) && (claim == null || claim.initialized())) {
          return slot;
        }
        onItsWay = onItsWay == null ? slot : onItsWay;
      }
    }
    return onItsWay;
  }

  private boolean open(Pod pod) {
    for (NewClaims.Offer offer : fresh.offers()) {
      NodeSlot slot = room.add(offer.node());
      if (slot.fits(pod) && slot.admits(pod) && room.rules(pod).admit(slot)) {
        fresh.open(slot, offer);
        room.put(slot, pod);
        fresh.joins(slot, pod);
        return true;
      }
      room.slots().remove(slot);
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
