package io.evenkeel.simulation.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A node pool as a check of {@link ProvisionerContract} asks for it; every change to it is one call
 * of {@link ProvisionerHarness#pool}.
 *
 * @param name of the pool
 * @param image what its nodes launch from: each carries it as the label {@code image}, and a node
 *     of another one is outdated
 * @param budgets how many nodes the provisioner may disrupt at once; none means its default, 10 %
 * @param consolidation which nodes are not worth keeping
 * @param consolidateAfter how long a node has to be like that; absent for never
 * @param expireAfter the age at which a node goes; absent for never
 * @param terminationGrace how long after a node was told to go its pods are deleted, whatever holds
 *     them; absent for never
 * @param maxNodes how many nodes the pool may have; absent for no limit
 */
public record PoolSettings(
    String name,
    String image,
    List<Budget> budgets,
    Consolidation consolidation,
    Optional<Duration> consolidateAfter,
    Optional<Duration> expireAfter,
    Optional<Duration> terminationGrace,
    OptionalInt maxNodes) {

  public PoolSettings {
    budgets = List.copyOf(budgets);
  }

  /** Which nodes are not worth keeping. */
  public enum Consolidation {
    WHEN_EMPTY,
    WHEN_EMPTY_OR_UNDERUTILIZED
  }

  /** Why a provisioner disrupts a node. */
  public enum Reason {
    UNDERUTILIZED,
    EMPTY,
    DRIFTED
  }

  /**
   * How many nodes may be disrupted at once.
   *
   * @param nodes a number or a share, such as {@code 2} or {@code 10%}
   * @param reasons for which it counts; none means all
   * @param window when it counts; absent for always
   */
  public record Budget(String nodes, List<Reason> reasons, Optional<Window> window) {
    public Budget {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * When a budget counts.
   *
   * @param schedule five fields in UTC that tell when it begins, as for cron
   * @param duration how long it then counts, in whole minutes
   */
  public record Window(String schedule, Duration duration) {}

  /** Returns a pool whose nodes stay, whatever happens, but for drift: one at a time. */
  public static PoolSettings named(String name) {
    return new PoolSettings(
        name,
        "one",
        List.of(),
        Consolidation.WHEN_EMPTY,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  /** Returns the pool with another image, so that the nodes that it has are outdated. */
  public PoolSettings image(String other) {
    return new PoolSettings(
        name,
        other,
        budgets,
        consolidation,
        consolidateAfter,
        expireAfter,
        terminationGrace,
        maxNodes);
  }

  /** Returns the pool with one more budget, which counts always and for every reason. */
  public PoolSettings budget(String nodes) {
    return budget(new Budget(nodes, List.of(), Optional.empty()));
  }

  /** Returns the pool with one more budget. */
  public PoolSettings budget(Budget more) {
    List<Budget> all = new ArrayList<>(budgets);
    all.add(more);
    return new PoolSettings(
        name, image, all, consolidation, consolidateAfter, expireAfter, terminationGrace, maxNodes);
  }

  /** Returns the pool without budgets, so that the default counts again. */
  public PoolSettings withoutBudgets() {
    return new PoolSettings(
        name,
        image,
        List.of(),
        consolidation,
        consolidateAfter,
        expireAfter,
        terminationGrace,
        maxNodes);
  }

  /** Returns the pool that gives up such nodes after that time. */
  public PoolSettings consolidates(Consolidation which, Duration after) {
    return new PoolSettings(
        name, image, budgets, which, Optional.of(after), expireAfter, terminationGrace, maxNodes);
  }

  /** Returns the pool whose new nodes go at that age. */
  public PoolSettings expireAfter(Duration age) {
    return new PoolSettings(
        name,
        image,
        budgets,
        consolidation,
        consolidateAfter,
        Optional.of(age),
        terminationGrace,
        maxNodes);
  }

  /** Returns the pool whose new nodes hold their pods no longer than that. */
  public PoolSettings terminationGrace(Duration grace) {
    return new PoolSettings(
        name,
        image,
        budgets,
        consolidation,
        consolidateAfter,
        expireAfter,
        Optional.of(grace),
        maxNodes);
  }

  /** Returns the pool with a limit. */
  public PoolSettings maxNodes(int nodes) {
    return new PoolSettings(
        name,
        image,
        budgets,
        consolidation,
        consolidateAfter,
        expireAfter,
        terminationGrace,
        OptionalInt.of(nodes));
  }
}
