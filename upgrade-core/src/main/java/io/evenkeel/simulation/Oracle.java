package io.evenkeel.simulation;

import io.evenkeel.Quantity;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.simulation.internal.oracle.Court;
import io.evenkeel.simulation.internal.oracle.Limits;
import io.evenkeel.simulation.internal.oracle.SameHistory;
import io.evenkeel.simulation.internal.oracle.WatchedClient;
import io.evenkeel.simulation.internal.oracle.WatchedPools;
import io.evenkeel.simulation.internal.oracle.WatchedProvider;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.EvictionAnswer;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Judges a run in the simulation: after everything that happens it checks what must always hold, by
 * arithmetic of its own, and shares no code with the engine.
 *
 * <pre>{@code
 * Oracle oracle = Oracle.watching(cluster, cloud).limits("workers", 1, 2);
 * UpgradePlan plan = UpgradePlan.builder()
 *     .clusterClient(oracle.client())
 *     .cloudProvider(oracle.provider())
 *     ...
 * oracle.ended(upgrader.start(plan).await());
 * assertThat(oracle.violations()).isEmpty();
 * }</pre>
 *
 * <p>What goes through its client and provider is the run's doing; everything else in the world is
 * somebody else's and no violation. A run is judged by what it had been told when it acted: the
 * world may change faster than news of it travels. State the world first, then the oracle, then the
 * run. Use it on the timeline's thread only.
 */
public final class Oracle {
  private final SimulatedCluster cluster;
  private final SimulatedCloud cloud;
  private final Court court;
  private WatchedClient client;
  private WatchedProvider provider;

  private Oracle(SimulatedCluster cluster, SimulatedCloud cloud) {
    this.cluster = cluster;
    this.cloud = cloud;
    this.court = new Court(cloud, cluster.snapshot().all());
    this.client = new WatchedClient(cluster.client(), court);
    this.provider = new WatchedProvider(cloud.provider(), court, client);
  }

  /** Returns an oracle that looks at this world from now on. */
  public static Oracle watching(SimulatedCluster cluster, SimulatedCloud cloud) {
    Oracle oracle = new Oracle(cluster, cloud);
    cluster.observeTruth(oracle::saw);
    cloud.observeTruth(oracle.court::cloudChanged);
    return oracle;
  }

  // What the plan says

  /** States the limits of a group of the plan, in nodes. */
  public Oracle limits(String group, int unavailable, int surge) {
    return limits(group, Quantity.nodes(unavailable), Quantity.nodes(surge));
  }

  /** States the limits of a group of the plan as the plan does. */
  public Oracle limits(String group, Quantity unavailable, Quantity surge) {
    court.limits(group, new Limits(unavailable, surge));
    return this;
  }

  /** States the limits of a node pool of the plan. */
  public Oracle limits(SimulatedNodePools provisioner, String pool, PoolLimits limits) {
    court.limits(provisioner, pool, limits);
    return this;
  }

  /**
   * States which instances of a group are to be replaced; all that it has, unless stated.
   *
   * @throws IllegalArgumentException if the limits of that group were not stated before
   */
  public Oracle selected(String group, List<String> instances) {
    court.file(group).select(instances);
    return this;
  }

  /**
   * Lets the run make a group smaller by nodes that nobody needs, selected or not.
   *
   * @throws IllegalArgumentException if the limits of that group were not stated before
   */
  public Oracle mayRemoveUnused(String group) {
    court.file(group).mayRemoveUnused();
    return this;
  }

  /** Lets the drain policy delete pods, within their budgets and with grace. */
  public Oracle mayDelete() {
    court.permits().deletes();
    return this;
  }

  /**
   * Lets the drain policy's forced step delete pods past their budgets, with grace, once their node
   * has been drained for so long; such pods are {@linkplain #forced() counted apart}.
   */
  public Oracle mayForce(Duration after) {
    court.permits().forcesAfter(after);
    return this;
  }

  /** Lets the run scale Deployments up for a while, so that their budgets have a pod to spare. */
  public Oracle mayScale() {
    court.permits().scales();
    return this;
  }

  /**
   * Says that a run which succeeds has replaced every selected node of that group, the quarantined
   * ones apart.
   *
   * @throws IllegalArgumentException if the limits of that group were not stated before
   */
  public Oracle allMustGo(String group) {
    court.file(group).allMustGo();
    return this;
  }

  /**
   * Says how long the canary of a group proves itself; not at all, unless said.
   *
   * @throws IllegalArgumentException if the limits of that group were not stated before
   */
  public Oracle provenFor(String group, Duration proof) {
    court.file(group).provenFor(proof);
    return this;
  }

  /** Lets nodes be drained that the run has added, as some kinds of cancelling do. */
  public Oracle mayDrainSurge() {
    court.permits().surgeDrains();
    return this;
  }

  /** Says how many pods may be moved that replace a pod the run has moved; any, unless said. */
  public Oracle relandingsAtMost(int pods) {
    court.permits().relandings(pods);
    return this;
  }

  /** Names the seed of this world in each violation. */
  public Oracle seed(long seed) {
    court.permits().seed(seed);
    return this;
  }

  // What the run uses

  /** Returns the cluster's client for the run that is judged. */
  public ClusterClient client() {
    return client;
  }

  /** Returns the cloud's provider for the run that is judged. */
  public InstanceProvider provider() {
    return provider;
  }

  /** Returns a provider of node pools for the run that is judged, beside its {@link #client()}. */
  public NodePoolProvider provider(NodePoolProvider pools) {
    return new WatchedPools(pools, court, client);
  }

  /** Judges a new process from now on: client and provider are new ones that know nothing yet. */
  public Oracle nextProcess() {
    return through(cluster.client(), cloud.provider());
  }

  /** Judges a new process whose calls go through these plug-ins, which may be faulty. */
  public Oracle through(ClusterClient plugIn, InstanceProvider cloudPlugIn) {
    client = new WatchedClient(plugIn, court);
    provider = new WatchedProvider(cloudPlugIn, court, client);
    return this;
  }

  /**
   * Says that from now on nothing is wrong with the world any more, so that the run has to end
   * within that time. Said again, the time begins anew.
   */
  public Oracle faultsStop(Duration within) {
    court.faultsStop(within);
    return this;
  }

  // The judgement

  /**
   * Runs a simulation twice with the same seed and tells where the two histories part; they are
   * compared by their hashes.
   */
  public static List<OracleViolation> sameHistory(long seed, LongFunction<History> simulation) {
    return SameHistory.complaint(seed, simulation.apply(seed), simulation.apply(seed)).stream()
        .toList();
  }

  /**
   * Checks what must hold when a run is over.
   *
   * @throws IllegalStateException if the run used neither this oracle's client nor its provider
   */
  public Oracle ended(UpgradeOutcome outcome) {
    court.ended(outcome);
    return this;
  }

  /** Returns what must never be and was, in order; empty is good. */
  public List<OracleViolation> violations() {
    return court.violations();
  }

  /** Returns the size that others mean the group to have: without what the run has borrowed. */
  public int sizeForOthers(String group) {
    return court.file(group).sizeForOthers();
  }

  /** Returns how many pods of each workload the run has moved. */
  public Map<String, Integer> evictions() {
    return court.moves().evictions();
  }

  /** Returns how many pods the run had to move and has moved, by workload. */
  public List<PodMoves> moves() {
    return court.moves().moves();
  }

  /** Returns how many pods were deleted by the plan's own forced step. */
  public int forced() {
    return court.forcedPods();
  }

  /** Returns how many pods the run moved that replaced a pod it had moved before. */
  public int relandings() {
    return court.moves().relandings();
  }

  private void saw(Truth truth) {
    if (truth instanceof Truth.Changed changed) {
      court.objectChanged(changed.before(), changed.after());
    } else if (truth instanceof Truth.Evicted evicted
        && evicted.answer() instanceof EvictionAnswer.Accepted) {
      court.podAccepted(evicted.pod());
    } else if (truth instanceof Truth.Deleted deleted) {
      court.podAccepted(deleted.pod());
    }
  }
}
