package io.evenkeel.simulation.internal;

import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodeRequest;
import io.evenkeel.model.NodeTerm;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Placement;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodAffinity;
import io.evenkeel.model.Requirement;
import io.evenkeel.model.Resources;
import io.evenkeel.model.Taint;
import io.evenkeel.model.Toleration;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.SimulatedNodePools;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks for nodes by pods of a node's size, which make way for any other pod. */
final class NodeRequests {
  private static final String PREFIX = "evenkeel-headroom-";
  private static final int PRIORITY = -1000;

  /** No two machines are quite alike. */
  private static final int PERCENT_KEPT = 97;

  private final PoolWorld pools;
  private final PoolNodes nodes;
  private final ClusterObjects objects;

  NodeRequests(PoolWorld pools, ClusterObjects objects) {
    this.pools = pools;
    this.nodes = new PoolNodes(pools);
    this.objects = objects;
  }

  /**
   * Asks for a node, unless that name has asked already; returns whether it can be told how large
   * one is.
   */
  boolean request(PoolBook pool, String name, Optional<NodeClaim> like) {
    Optional<Resources> size = size(pool, like);
    if (size.isPresent() && find(pool, name).isEmpty()) {
      objects.addPod(key(pool, name), template(pool, size.get()), Optional.empty());
    }
    return size.isPresent();
  }

  /** Takes a request back; returns whether there was one. */
  boolean withdraw(PoolBook pool, String name) {
    Optional<Pod> pod = find(pool, name);
    pod.ifPresent(objects::deletePod);
    return pod.isPresent();
  }

  List<NodeRequest> of(PoolBook pool) {
    return pools.world.store.pods().stream()
        .filter(pod -> asksFor(pod, pool) && !pod.terminating())
        .map(pod -> shown(pool, pod))
        .toList();
  }

  private NodeRequest shown(PoolBook pool, Pod pod) {
    Node node = pod.nodeName().map(pools.world.store::node).orElse(null);
    ClaimBook claim = pod.nodeName().map(pools::ofNode).orElse(null);
    boolean inService = claim != null && claim.initialized() && !claim.leaves();
    boolean met = pod.ready() && node != null && node.ready() && inService;
    return new NodeRequest(
        pod.name().substring(key(pool, "").name().length()),
        pod.key(),
        pod.nodeName(),
        met ? NodeRequest.State.MET : NodeRequest.State.WAITING);
  }

  private Optional<Pod> find(PoolBook pool, String name) {
    return Optional.ofNullable((Pod) pools.world.store.find(key(pool, name)))
        .filter(pod -> asksFor(pod, pool));
  }

  private static boolean asksFor(Pod pod, PoolBook pool) {
    return pool.name.equals(pod.meta().labels().get(NodePoolProvider.REQUEST_LABEL));
  }

  private static ObjectKey key(PoolBook pool, String name) {
    return Names.key(ObjectKind.POD, PREFIX + pool.name + "-" + name);
  }

  private PodTemplate template(PoolBook pool, Resources size) {
    return new PodTemplate(
        Map.of(NodePoolProvider.REQUEST_LABEL, pool.name),
        Map.of(),
        size,
        onNewNode(pool),
        Duration.ZERO,
        PRIORITY,
        "evenkeel-headroom",
        false,
        false,
        DurationRange.seconds(1, 2),
        DurationRange.exactly(Duration.ZERO),
        Duration.ofMinutes(5),
        Optional.empty(),
        node -> false);
  }

  /**
   * The node that is named, or the smallest of those that are used, as empty as it can be, and a
   * little less.
   */
  private Optional<Resources> size(PoolBook pool, Optional<NodeClaim> like) {
    List<ClaimBook> used =
        pools.claimsOf(pool).stream()
            .filter(claim -> claim.state() == NodeClaim.State.IN_SERVICE)
            .toList();
    return used.stream()
        .filter(claim -> like.filter(wanted -> wanted.uid().equals(claim.uid)).isPresent())
        .map(claim -> nodes.imagined(claim).allocatable())
        .findFirst()
        .or(
            () ->
                used.stream()
                    .map(claim -> nodes.imagined(claim).allocatable())
                    .min(Comparator.comparingLong(MachinePrices::of)))
        .map(free -> Resources.of(kept(free.cpuMillis()), kept(free.memoryBytes()), 1));
  }

  private static long kept(long amount) {
    return amount * PERCENT_KEPT / 100;
  }

  /** It is to make a new node, or to use one that is empty: it has room on no other. */
  private Placement onNewNode(PoolBook pool) {
    List<String> inUse =
        pools.claimsOf(pool).stream()
            .flatMap(claim -> claim.node.stream())
            .filter(this::isInUse)
            .toList();
    Requirement elsewhere =
        new Requirement(Node.HOSTNAME_LABEL, Requirement.Operator.NOT_IN, inUse);
    return new Placement(
        Map.of(SimulatedNodePools.POOL_LABEL, pool.name),
        List.of(NodeTerm.of(elsewhere)),
        pool.settings.taints().stream().map(NodeRequests::tolerating).toList(),
        List.of(),
        List.of(apartFromOthersOf(pool)),
        List.of());
  }

  private boolean isInUse(String node) {
    return pools.world.store.pods().stream()
        .anyMatch(
            pod -> pod.nodeName().filter(node::equals).isPresent() && !pod.staysWithItsNode());
  }

  private static PodAffinity apartFromOthersOf(PoolBook pool) {
    return new PodAffinity(
        PodAffinity.Direction.APART,
        LabelSelector.of(NodePoolProvider.REQUEST_LABEL, pool.name),
        List.of(),
        Node.HOSTNAME_LABEL);
  }

  private static Toleration tolerating(Taint taint) {
    return new Toleration(
        taint.key(), Toleration.Operator.EQUAL, taint.value(), Optional.of(taint.effect()));
  }
}
