package io.evenkeel.simulation.internal;

import io.evenkeel.model.ConditionStatus;
import io.evenkeel.model.Meta;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Resources;
import io.evenkeel.model.Taint;
import io.evenkeel.model.Workload;
import io.evenkeel.simulation.SimulatedNodePools;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What nodes of pools are like: those that are there, and those that are only thought of. */
final class PoolNodes {
  static final String TYPE_LABEL = "node.kubernetes.io/instance-type";
  private static final List<String> PASSING =
      List.of(
          "node.kubernetes.io/not-ready",
          "node.kubernetes.io/unreachable",
          "node.cloudprovider.kubernetes.io/uninitialized",
          SimulatedNodePools.UNREGISTERED.key());

  private final PoolWorld pools;

  PoolNodes(PoolWorld pools) {
    this.pools = pools;
  }

  static Map<String, String> labels(ClaimBook claim) {
    return labels(claim.pool, claim.settings, claim.type, claim.zone);
  }

  private static Map<String, String> labels(
      PoolBook pool, PoolSettings settings, String type, String zone) {
    Map<String, String> labels = new LinkedHashMap<>(settings.labels());
    labels.put(SimulatedNodePools.POOL_LABEL, pool.name);
    labels.put(TYPE_LABEL, type);
    labels.put(Node.ZONE_LABEL, zone);
    return labels;
  }

  /** Returns whether the taint goes by itself before a node of such a pool is used. */
  static boolean passes(Taint taint, PoolSettings settings) {
    return PASSING.contains(taint.key())
        || settings.startupTaints().keySet().stream().anyMatch(taint::sameSlot);
  }

  /** Returns a node that the pool might have, as empty as its DaemonSets let it be. */
  Node imagined(PoolBook pool, String type, String zone, String name) {
    return imagined(name, type, labels(pool, pool.settings, type, zone), pool.settings);
  }

  /** Returns a node on which nothing has room, which shows that the pool has that zone. */
  Node full(PoolBook pool, String zone) {
    Node node = imagined(pool, pool.settings.types().get(0), zone, pool.name + "-full-" + zone);
    return withLess(node, node.allocatable());
  }

  /** Returns the node that the claim will have. */
  Node imagined(ClaimBook claim) {
    return imagined(claim.name, claim.type, labels(claim), claim.settings);
  }

  private Node imagined(
      String name, String type, Map<String, String> labels, PoolSettings settings) {
    labels.put(Node.HOSTNAME_LABEL, name);
    Meta meta =
        Meta.of(ObjectKey.clusterScoped(ObjectKind.NODE, name), "imagined-" + name, pools.now())
            .withLabels(labels);
    Node node =
        new Node(
            meta,
            Optional.empty(),
            false,
            settings.taints(),
            Map.of("Ready", ConditionStatus.TRUE),
            pools.machines.offers(type),
            "",
            List.of());
    return withLess(node, missingDaemons(node));
  }

  /** Returns the node as it will be once it is used, with room kept for pods that belong to it. */
  Node expected(Node node, Optional<ClaimBook> claim) {
    Node seen =
        claim
            .filter(one -> !one.initialized())
            .map(
                one ->
                    node.withTaints(
                        node.taints().stream().filter(t -> !passes(t, one.settings)).toList()))
            .orElse(node);
    return withLess(seen, missingDaemons(seen));
  }

  private Resources missingDaemons(Node node) {
    Resources missing = Resources.NONE;
    for (Workload set : pools.world.store.<Workload>all(ObjectKind.DAEMON_SET)) {
      PodTemplate template = pools.world.template(set.uid());
      if (template != null && DaemonSets.admits(template.placement(), node) && !runs(set, node)) {
        missing = missing.plus(template.requests());
      }
    }
    return missing;
  }

  private boolean runs(Workload set, Node node) {
    return pools.world.pods.onNode(node.name()).stream()
        .anyMatch(
            pod -> pod.meta().controller().filter(o -> o.uid().equals(set.uid())).isPresent());
  }

  private static Node withLess(Node node, Resources less) {
    return less.equals(Resources.NONE)
        ? node
        : new Node(
            node.meta(),
            node.providerId(),
            node.unschedulable(),
            node.taints(),
            node.conditions(),
            node.allocatable().minus(less),
            node.kubeletVersion(),
            node.csiDrivers());
  }
}
