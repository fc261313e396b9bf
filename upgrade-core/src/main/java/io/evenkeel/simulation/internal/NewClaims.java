package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Resources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The claims that a trial would have to make, within the limits of their pools. */
final class NewClaims {

  /** A node that could be launched. */
  record Offer(PoolBook pool, String zone, String type, Node node) {}

  /** A claim to be made: the smallest machine that takes all of its pods. */
  record Wanted(PoolBook pool, String zone, String type, List<Pod> pods) {}

  private record Opened(Offer offer, List<Pod> pods) {}

  private final PoolWorld pools;
  private final PoolNodes nodes;
  private final Predicate<ClaimBook> gone;
  private final Map<NodeSlot, Opened> opened = new LinkedHashMap<>();

  NewClaims(PoolWorld pools, PoolNodes nodes, Predicate<ClaimBook> gone) {
    this.pools = pools;
    this.nodes = nodes;
    this.gone = gone;
  }

  /** Returns what could be launched now, the best first: by weight, zone, and size. */
  List<Offer> offers() {
    List<Offer> offers = new ArrayList<>();
    for (PoolBook pool : pools.byWeight()) {
      for (String zone : emptiestFirst(pool)) {
        for (String type : largestFirst(pool)) {
          if (within(pool, type)) {
            String name = pool.name + "-new-" + opened.size();
            offers.add(new Offer(pool, zone, type, nodes.imagined(pool, type, zone, name)));
          }
        }
      }
    }
    return offers;
  }

  private List<String> emptiestFirst(PoolBook pool) {
    List<String> zones = new ArrayList<>(pool.usableZones(pools.now()));
    zones.sort(Comparator.comparingLong(zone -> inZone(pool, zone)));
    return zones;
  }

  private long inZone(PoolBook pool, String zone) {
    return present(pool).filter(claim -> claim.zone.equals(zone)).count()
        + opened.values().stream()
            .filter(o -> o.offer().pool() == pool && o.offer().zone().equals(zone))
            .count();
  }

  private Stream<ClaimBook> present(PoolBook pool) {
    return pools.everyClaim().stream()
        .filter(claim -> claim.pool == pool && !claim.leaves() && !gone.test(claim));
  }

  private List<String> largestFirst(PoolBook pool) {
    List<String> types = new ArrayList<>(pool.settings.types());
    types.sort(Comparator.comparing(this::size).reversed());
    return types;
  }

  private long size(String type) {
    return MachinePrices.of(pools.machines.offers(type));
  }

  private boolean within(PoolBook pool, String type) {
    PoolLimits limits = new PoolLimits(pools, pool);
    List<String> types = new ArrayList<>(present(pool).map(claim -> claim.type).toList());
    opened.values().stream()
        .filter(o -> o.offer().pool() == pool)
        .forEach(o -> types.add(o.offer().type()));
    types.add(type);
    return limits.allow(types);
  }

  void open(NodeSlot slot, Offer offer) {
    opened.put(slot, new Opened(offer, new ArrayList<>()));
  }

  boolean has(NodeSlot slot) {
    return opened.containsKey(slot);
  }

  /** Notes that the pod goes there, if that is a claim to be made. */
  void joins(NodeSlot slot, Pod pod) {
    Opened there = opened.get(slot);
    if (there != null) {
      there.pods().add(pod);
    }
  }

  List<Wanted> wanted() {
    return opened.values().stream().map(this::smallest).toList();
  }

  private Wanted smallest(Opened open) {
    Offer offer = open.offer();
    List<String> types = largestFirst(offer.pool());
    String type = offer.type();
    for (String smaller : types.subList(types.indexOf(type), types.size())) {
      type = takesAll(offer, smaller, open.pods()) ? smaller : type;
    }
    return new Wanted(offer.pool(), offer.zone(), type, open.pods());
  }

  private boolean takesAll(Offer offer, String type, List<Pod> pods) {
    Node node = nodes.imagined(offer.pool(), type, offer.zone(), offer.node().name());
    NodeSlot slot = new NodeSlot(0, node);
    Resources asked = Resources.NONE;
    for (Pod pod : pods) {
      asked = asked.plus(pod.requests());
      if (!slot.admits(pod)) {
        return false;
      }
    }
    return node.allocatable().fits(asked);
  }
}
