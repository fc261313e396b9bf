package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.simulation.NodePoolBudget;
import io.evenkeel.simulation.PoolLimits;
import io.evenkeel.simulation.SimulatedNodePools;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a node pool of the plan: what it had, what the run took, and what others did.
 */
final class PoolFile {
  private static final String LET_GO = Nodes.OURS + "let-go-since";

  private final SimulatedNodePools pools;
  private final String name;
  private final PoolLimits limits;
  private final List<NodePoolBudget> budgets;
  private final Set<String> byUs = new LinkedHashSet<>();
  private final Set<String> byOthers = new LinkedHashSet<>();
  private final Set<String> served = new LinkedHashSet<>();
  private final Set<String> selected = new LinkedHashSet<>();
  private final int atFirst;
  private Set<String> present = new LinkedHashSet<>();
  private int largest;

  PoolFile(SimulatedNodePools pools, String name, PoolLimits limits) {
    this.pools = pools;
    this.name = name;
    this.limits = limits;
    this.budgets = List.copyOf(pools.budgets(name));
    this.atFirst =
        in(NodeClaim.State.IN_SERVICE)
            + Math.max(
                in(NodeClaim.State.LAUNCHING),
                in(NodeClaim.State.DISRUPTED) + in(NodeClaim.State.TERMINATING));
  }

  private int in(NodeClaim.State state) {
    return (int) pools.claims(name).stream().filter(claim -> claim.state() == state).count();
  }

  String name() {
    return name;
  }

  SimulatedNodePools pools() {
    return pools;
  }

  List<NodeClaim> claims() {
    return pools.claims(name);
  }

  Optional<NodeClaim> claim(String uid) {
    return claims().stream().filter(claim -> claim.uid().equals(uid)).findFirst();
  }

  boolean has(Node node) {
    return name.equals(node.meta().labels().get(SimulatedNodePools.POOL_LABEL));
  }

  boolean budgetsAreAsBefore() {
    return pools.budgets(name).equals(budgets);
  }

  /** Returns whether others have changed what is asked of the cluster, or have broken it. */
  boolean disturbed() {
    return limits.disturbed().getAsBoolean();
  }

  boolean isSelected(NodeClaim claim) {
    return selected.contains(claim.uid()) || limits.selects().test(claim);
  }

  /** Returns whether the run may take the claim for one that is to be replaced. */
  boolean mayBeSelected(NodeClaim claim) {
    return isSelected(claim) || limits.maySelect().test(claim);
  }

  void askedToGo(NodeClaim claim) {
    byUs.add(claim.uid());
  }

  /** Takes in what the pool is like now; returns the claims that others have begun to take. */
  List<NodeClaim> look(Picture truth) {
    List<NodeClaim> claims = claims();
    claims.stream().filter(limits.selects()).forEach(claim -> selected.add(claim.uid()));
    claims.stream()
        .filter(claim -> claim.state() == NodeClaim.State.IN_SERVICE)
        .forEach(claim -> served.add(claim.uid()));
    largest = Math.max(largest, in(NodeClaim.State.IN_SERVICE) + in(NodeClaim.State.DISRUPTED));
    Set<String> now = new LinkedHashSet<>();
    claims.forEach(claim -> now.add(claim.uid()));
    present.stream()
        .filter(uid -> !now.contains(uid) && !byUs.contains(uid))
        .forEach(byOthers::add);
    present = now;
    claims.stream().filter(claim -> isLetGo(claim, truth)).forEach(this::askedToGo);
    return claims.stream()
        .filter(claim -> !claim.state().staysInPool() && !byUs.contains(claim.uid()))
        .filter(claim -> byOthers.add(claim.uid()))
        .toList();
  }

  private static boolean isLetGo(NodeClaim claim, Picture truth) {
    return claim.node().flatMap(truth::node).filter(node -> node.hasAnnotation(LET_GO)).isPresent();
  }

  /** Returns how many machines there may be; empty where the run does not say. */
  Optional<Integer> mayBePresent() {
    return limits
        .surge()
        .map(surge -> atFirst + surge.roundedUp(atFirst) + byOthers.size() + limits.added());
  }

  /** Returns whether the claim has ever been of use. */
  boolean hasServed(NodeClaim claim) {
    return served.contains(claim.uid());
  }

  /** Returns whether the run says how its nodes go, so that new ones are not to be taken again. */
  boolean isOurs() {
    return limits.surge().isPresent() || limits.atOnce().isPresent();
  }

  /**
   * Returns whether all that was to be replaced has gone: the roll is over, also where the run
   * still tidies up, rolls other pools, or waits for a process that goes on.
   */
  boolean isReplaced() {
    return !selected.isEmpty() && present.stream().noneMatch(selected::contains);
  }

  /** Returns how many nodes too many the run has let go at the same time. */
  int letGoBeyondLimit(Picture truth) {
    long letGo = claims().stream().filter(claim -> isLetGo(claim, truth)).count();
    return limits.atOnce().map(most -> (int) letGo - most.roundedUp(size())).orElse(0);
  }

  /** A share is one of the pool as it is, also where others have made it larger. */
  private int size() {
    return disturbed() ? Math.max(atFirst, largest) : atFirst;
  }

  int machines() {
    return present.size();
  }
}
