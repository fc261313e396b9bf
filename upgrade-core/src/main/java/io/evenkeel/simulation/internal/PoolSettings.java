package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.NodeOffer;
import io.evenkeel.model.NodePool;
import io.evenkeel.model.Requirement;
import io.evenkeel.model.Taint;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.NodePoolBudget;
import io.evenkeel.simulation.SimulatedNodePools;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a node pool was stated to be.
 *
 * @param startupTaints taints that somebody takes away, so long after the node is Ready
 * @param size how many nodes there are at the beginning
 * @param age how old these are
 * @param pinned whether its image does not follow the control plane
 * @param showsShutdown whether a node is NotReady while its machine shuts down
 */
public record PoolSettings(
    Map<String, String> labels,
    List<Taint> taints,
    Map<Taint, Duration> startupTaints,
    List<String> zones,
    List<String> types,
    int weight,
    Limits limits,
    List<NodePoolBudget> budgets,
    Consolidation consolidation,
    Duration consolidateAfter,
    Optional<Duration> expireAfter,
    Optional<Duration> terminationGrace,
    NodePool.Kind kind,
    DurationRange boot,
    int size,
    Duration age,
    boolean pinned,
    boolean showsShutdown) {

  /** Which nodes are taken away to save money. */
  public enum Consolidation {
    NEVER,
    EMPTY,
    EMPTY_OR_UNDERUTILIZED
  }

  /** How large the pool may become. */
  public record Limits(OptionalInt nodes, Optional<Double> cores) {}

  /** What each node of a pool is made of; another one makes those that there are outdated. */
  record Template(
      Map<String, String> labels,
      List<Taint> taints,
      Map<Taint, Duration> startupTaints,
      Optional<Duration> expireAfter,
      Optional<Duration> terminationGrace) {}

  public PoolSettings {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    taints = List.copyOf(taints);
    startupTaints = Collections.unmodifiableMap(new LinkedHashMap<>(startupTaints));
    budgets = List.copyOf(budgets);
  }

  Template template() {
    return new Template(labels, taints, startupTaints, expireAfter, terminationGrace);
  }

  /** Pools of the cloud's own are those of Auto Mode. */
  NodePool.Versions versions() {
    return kind == NodePool.Kind.BUILT_IN
        ? NodePool.Versions.OF_THE_CONTROL_PLANE
        : NodePool.Versions.OF_ITS_CLASS;
  }

  /** Returns what its new nodes are like. */
  NodeOffer offer(String pool) {
    Map<String, String> carried = new LinkedHashMap<>(labels);
    carried.put(SimulatedNodePools.POOL_LABEL, pool);
    return new NodeOffer(
        carried,
        List.of(
            new Requirement(Node.ZONE_LABEL, Requirement.Operator.IN, zones),
            new Requirement(PoolNodes.TYPE_LABEL, Requirement.Operator.IN, types)),
        taints,
        weight);
  }

  /** Returns whether the pool may have machines like that. */
  boolean admits(String type, String zone) {
    return types.contains(type) && zones.contains(zone);
  }

  PoolSettings withBudgets(List<NodePoolBudget> newBudgets) {
    return new PoolSettings(
        labels,
        taints,
        startupTaints,
        zones,
        types,
        weight,
        limits,
        newBudgets,
        consolidation,
        consolidateAfter,
        expireAfter,
        terminationGrace,
        kind,
        boot,
        size,
        age,
        pinned,
        showsShutdown);
  }
}
