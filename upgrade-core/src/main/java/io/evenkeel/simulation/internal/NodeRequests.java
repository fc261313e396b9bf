package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.NodeRequest;
import io.evenkeel.model.NodeTerm;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Placement;
import io.evenkeel.model.Pod;
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

  private final PoolWorld pools;
  private final PoolNodes nodes;
  private final ClusterObjects objects;

  NodeRequests(PoolWorld pools, ClusterObjects objects) {
    this.pools = pools;
    this.nodes = new PoolNodes(pools);
    this.objects = objects;
  }

  /** Asks for a node, unless that name has asked already. */
  void request(PoolBook pool, String name) {
    if (find(pool, name).isEmpty()) {
      objects.addPod(key(name), template(pool), Optional.empty());
    }
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
        .map(this::shown)
        .toList();
  }

  private NodeRequest shown(Pod pod) {
    Node node = pod.nodeName().map(pools.world.store::node).orElse(null);
    boolean met = pod.ready() && node != null && node.ready();
    return new NodeRequest(
        pod.name().substring(PREFIX.length()),
        pod.key(),
        pod.nodeName(),
        met ? NodeRequest.State.MET : NodeRequest.State.WAITING);
  }

  private Optional<Pod> find(PoolBook pool, String name) {
    return Optional.ofNullable((Pod) pools.world.store.find(key(name)))
        .filter(pod -> asksFor(pod, pool));
  }

  private static boolean asksFor(Pod pod, PoolBook pool) {
    return pool.name.equals(pod.meta().labels().get(NodePoolProvider.REQUEST_LABEL));
  }

  private static ObjectKey key(String name) {
    return Names.key(ObjectKind.POD, PREFIX + name);
  }

  private PodTemplate template(PoolBook pool) {
    return new PodTemplate(
        Map.of(NodePoolProvider.REQUEST_LABEL, pool.name),
        Map.of(),
        size(pool),
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

  /** The largest of the pool's nodes, as empty as it can be; one place for the pod itself. */
  private Resources size(PoolBook pool) {
    String type =
        pools.claimsOf(pool).stream()
            .map(claim -> claim.type)
            .max(Comparator.comparingLong(one -> MachinePrices.of(pools.machines.offers(one))))
            .orElse(pool.settings.types().get(0));
    Resources free = nodes.imagined(pool, type, pool.settings.zones().get(0), "any").allocatable();
    return Resources.of(free.cpuMillis(), free.memoryBytes(), 1);
  }

  /** It is to make a new node, and not to use one that there is. */
  private Placement onNewNode(PoolBook pool) {
    List<String> present =
        pools.claimsOf(pool).stream().flatMap(claim -> claim.node.stream()).toList();
    Requirement elsewhere =
        new Requirement(Node.HOSTNAME_LABEL, Requirement.Operator.NOT_IN, present);
    return new Placement(
        Map.of(SimulatedNodePools.POOL_LABEL, pool.name),
        List.of(NodeTerm.of(elsewhere)),
        pool.settings.taints().stream().map(NodeRequests::tolerating).toList(),
        List.of(),
        List.of(),
        List.of());
  }

  private static Toleration tolerating(Taint taint) {
    return new Toleration(
        taint.key(), Toleration.Operator.EQUAL, taint.value(), Optional.of(taint.effect()));
  }
}
