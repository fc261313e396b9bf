package io.evenkeel.simulation;

import io.evenkeel.model.NodePool;
import io.evenkeel.model.Taint;
import io.evenkeel.simulation.internal.PoolSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * States a node pool of {@link SimulatedNodePools}.
 *
 * <p>Unless told otherwise, as of EKS Auto Mode: no nodes, zones a, b and c, machines of type
 * {@code m7i.xlarge} that boot in 10 to 20 seconds, a budget of 10 %, consolidation 30 seconds
 * after the last pod came or went, expiry after 336 hours, no grace period of termination, and
 * nodes that follow the version of the control plane.
 */
public final class NodePoolSpec {
  private final Map<String, String> labels = new LinkedHashMap<>();
  private final List<Taint> taints = new ArrayList<>();
  private final Map<Taint, Duration> startupTaints = new LinkedHashMap<>();
  private final List<NodePoolBudget> budgets = new ArrayList<>();
  private List<String> zones = List.of("a", "b", "c");
  private List<String> types = List.of("m7i.xlarge");
  private int weight;
  private OptionalInt nodeLimit = OptionalInt.empty();
  private Optional<Double> coreLimit = Optional.empty();
  private PoolSettings.Consolidation consolidation =
      PoolSettings.Consolidation.EMPTY_OR_UNDERUTILIZED;
  private Duration consolidateAfter = Duration.ofSeconds(30);
  private Optional<Duration> expireAfter = Optional.of(Duration.ofDays(14));
  private Optional<Duration> terminationGrace = Optional.empty();
  private NodePool.Kind kind = NodePool.Kind.CUSTOM;
  private DurationRange boot = DurationRange.seconds(10, 20);
  private int size;
  private Duration age = Duration.ZERO;
  private boolean pinned;
  private boolean showsShutdown;

  NodePoolSpec() {}

  /** Starts with that many nodes, in service from the beginning, spread over the zones. */
  public NodePoolSpec size(int nodes) {
    size = nodes;
    return this;
  }

  /** Lets the nodes of the beginning be that old. */
  public NodePoolSpec aged(Duration newAge) {
    age = newAge;
    return this;
  }

  /** Launches into these zones; without a reason to prefer one, into the emptiest. */
  public NodePoolSpec zones(String... names) {
    zones = List.of(names);
    return this;
  }

  /**
   * Launches machines of these types, the smallest that will do; what they offer is what {@link
   * SimulatedCluster#machineType} says.
   */
  public NodePoolSpec machineTypes(String... names) {
    types = List.of(names);
    return this;
  }

  /** Is asked before pools of less weight. */
  public NodePoolSpec weight(int newWeight) {
    weight = newWeight;
    return this;
  }

  public NodePoolSpec label(String key, String value) {
    labels.put(key, value);
    return this;
  }

  public NodePoolSpec taint(Taint taint) {
    taints.add(taint);
    return this;
  }

  /** Lets nodes join with a taint that somebody takes away, so long after the node is Ready. */
  public NodePoolSpec startupTaint(Taint taint, Duration stays) {
    startupTaints.put(taint, stays);
    return this;
  }

  public NodePoolSpec atMostNodes(int nodes) {
    nodeLimit = OptionalInt.of(nodes);
    return this;
  }

  public NodePoolSpec atMostCores(double cores) {
    coreLimit = Optional.of(cores);
    return this;
  }

  /** Adds a budget for everything, at any time: a number of nodes, or a percentage. */
  public NodePoolSpec budget(String nodes) {
    return budget(NodePoolBudget.of(nodes));
  }

  public NodePoolSpec budget(NodePoolBudget budget) {
    budgets.add(budget);
    return this;
  }

  /**
   * Takes nodes away that are empty, or whose pods fit elsewhere, so long after the last change.
   */
  public NodePoolSpec consolidates(Duration after) {
    return consolidates(PoolSettings.Consolidation.EMPTY_OR_UNDERUTILIZED, after);
  }

  /** Takes nodes away only where they are empty, so long after the last change. */
  public NodePoolSpec consolidatesWhenEmpty(Duration after) {
    return consolidates(PoolSettings.Consolidation.EMPTY, after);
  }

  public NodePoolSpec neverConsolidates() {
    return consolidates(PoolSettings.Consolidation.NEVER, Duration.ZERO);
  }

  private NodePoolSpec consolidates(PoolSettings.Consolidation what, Duration after) {
    consolidation = what;
    consolidateAfter = after;
    return this;
  }

  /** Removes nodes of that age, whatever budgets say. */
  public NodePoolSpec expireAfter(Duration lifetime) {
    expireAfter = Optional.of(lifetime);
    return this;
  }

  public NodePoolSpec neverExpires() {
    expireAfter = Optional.empty();
    return this;
  }

  /** Deletes what is left on a node so long after it was asked to go, whatever budgets say. */
  public NodePoolSpec terminationGracePeriod(Duration grace) {
    terminationGrace = Optional.of(grace);
    return this;
  }

  /** Is one of the cloud's own, which nobody can change. */
  public NodePoolSpec builtIn() {
    kind = NodePool.Kind.BUILT_IN;
    return this;
  }

  /** Lets machines take that long from being launched until they run. */
  public NodePoolSpec bootsIn(DurationRange span) {
    boot = span;
    return this;
  }

  /** Keeps its image, whatever becomes of the control plane. */
  public NodePoolSpec pinnedImage() {
    pinned = true;
    return this;
  }

  /**
   * Lets a node be NotReady while its machine shuts down, as where a kubelet shuts down in order;
   * otherwise it is Ready until it is gone.
   */
  public NodePoolSpec notReadyBeforeGone() {
    showsShutdown = true;
    return this;
  }

  PoolSettings settings() {
    return new PoolSettings(
        labels,
        taints,
        startupTaints,
        zones,
        types,
        weight,
        new PoolSettings.Limits(nodeLimit, coreLimit),
        budgets.isEmpty() ? List.of(NodePoolBudget.of("10%")) : budgets,
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
