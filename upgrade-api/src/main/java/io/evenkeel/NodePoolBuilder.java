package io.evenkeel;

import io.evenkeel.spi.NodePoolProvider;
import io.evenkeel.spi.RolloutOrder.UndrainedNodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what becomes of a node pool. By default its outdated nodes are replaced one at a time, by
 * {@link Roll.Gated}. Not thread-safe; used inside the configurer that receives it.
 */
public final class NodePoolBuilder {
  private static final Quantity ONE = Quantity.nodes(1);

  private final String name;
  private final NodePoolProvider provider;
  private final List<PlanProblem> problems = new ArrayList<>();
  private Target target = Target.latestImage();
  private NodeSelector selector = NodeSelector.outdated();
  private Optional<Roll> roll = Optional.empty();
  private Quantity maxSurge = ONE;
  private Duration patience = Duration.ofHours(1);
  private Optional<Quantity> budget = Optional.empty();
  private GroupPlan.UnusedNodes unusedNodes = GroupPlan.UnusedNodes.KEEP;

  NodePoolBuilder(String name, NodePoolProvider provider) {
    this.name = name;
    this.provider = provider;
  }

  /** Sets what the nodes must become; by default what the pool makes now. */
  public NodePoolBuilder to(Target newTarget) {
    this.target = newTarget;
    return this;
  }

  /** Sets which nodes are replaced, and in which order; by default the outdated ones. */
  public NodePoolBuilder select(NodeSelector nodes) {
    if (Checks.present(problems, where(), "select(..)", nodes)) {
      Checks.named(problems, where(), "its selector", nodes::name);
      this.selector = nodes;
    }
    return this;
  }

  /**
   * Sets how many nodes beyond what the pool has there may be, in the way that suits the pool:
   * {@link Roll.Gated} where it is the cloud's own or that is one node, else {@link Roll.Driven};
   * by default one.
   */
  public NodePoolBuilder maxSurge(Quantity nodes) {
    if (Checks.present(problems, where(), "maxSurge(..)", nodes)) {
      surge("maxSurge(..)", nodes);
      this.roll = Optional.empty();
      this.maxSurge = nodes;
    }
    return this;
  }

  /** Leaves the nodes to the provisioner's own pace, under the budgets of the pool. */
  public NodePoolBuilder watched() {
    this.roll = Optional.of(new Roll.Watched());
    return this;
  }

  /** Lets nodes go one by one, in our order. */
  public NodePoolBuilder gated() {
    return gated(ONE);
  }

  /** Lets that many nodes go at once, in our order; the provisioner makes their replacements. */
  public NodePoolBuilder gated(Quantity maxSurge) {
    if (Checks.present(problems, where(), "gated(..)", maxSurge)) {
      surge("gated(..)", maxSurge);
      this.roll = Optional.of(new Roll.Gated(maxSurge));
    }
    return this;
  }

  /** Asks for that many new nodes first, and has outdated ones removed as they are ready. */
  public NodePoolBuilder driven(Quantity maxSurge) {
    if (Checks.present(problems, where(), "driven(..)", maxSurge)) {
      surge("driven(..)", maxSurge);
      this.roll = Optional.of(new Roll.Driven(maxSurge));
    }
    return this;
  }

  /**
   * Sets how long nothing may move before the run fails and says why; by default an hour. A budget
   * of the pool that opens at a known time is waited for. It is five minutes at most where several
   * new nodes have a taint that neither the pool nor the nodes that they replace have, and that
   * keeps a waiting pod out: such nodes become more without end.
   */
  public NodePoolBuilder patience(Duration newPatience) {
    Checks.positive(problems, where(), "patience(..)", newPatience);
    this.patience = newPatience;
    return this;
  }

  /**
   * Adds a budget to the pool for the time of the run, so that the provisioner takes no more nodes
   * at once by itself. Budgets are only tightened, and are put back as they were.
   */
  public NodePoolBuilder tightenBudget(Quantity nodes) {
    if (Checks.present(problems, where(), "tightenBudget(..)", nodes)) {
      check("tightenBudget(..)", nodes);
      if (nodes.roundedUp(100) == 0) {
        problems.add(
            new PlanProblem(
                where(),
                "tightenBudget(..) is given " + nodes,
                "allow one node at least, or no node ever goes"));
      }
      this.budget = Optional.of(nodes);
    }
    return this;
  }

  /**
   * Has the nodes removed that nobody needs, once all are as wanted; by default that is left to the
   * provisioner. A node is not needed where it holds nothing but what stays with its node, or where
   * all its pods have room on nodes in service, in whatever order they come there.
   *
   * <p>Its provisioner drains it under the budgets of its pods. A node stays that somebody holds
   * ({@code karpenter.sh/do-not-disrupt}, also on a pod), or with a pod that would not come back; a
   * pool of a fixed size keeps its nodes. Not promised: that the fewest possible nodes remain.
   */
  public NodePoolBuilder removeUnused() {
    this.unusedNodes = GroupPlan.UnusedNodes.REMOVE;
    return this;
  }

  /** Checks how many nodes come first, in the words of the call that says so. */
  private void surge(String call, Quantity nodes) {
    check(call, nodes);
    if (nodes.alwaysZero()) {
      problems.add(
          new PlanProblem(
              where(),
              call + " is given " + nodes + ", but a provisioner always makes the new node first",
              "give a number of nodes of 1 or more, or a percentage from 1 to 100"));
    }
  }

  private void check(String call, Quantity quantity) {
    Checks.wanted(quantity)
        .ifPresent(
            wanted ->
                problems.add(
                    new PlanProblem(where(), call + " is given " + quantity, "give " + wanted)));
  }

  List<PlanProblem> problems() {
    List<PlanProblem> all = new ArrayList<>(problems);
    Checks.target(all, where(), target);
    if (target instanceof Target.Image || target instanceof Target.LaunchTemplate) {
      all.add(
          new PlanProblem(
              where(),
              "its target is "
                  + target
                  + ", but what nodes of a pool are made of is said by the pool",
              "change the pool or its class, and leave to(..) out; or name a version:"
                  + " to(kubernetes(\"1.35\"))"));
    }
    return all;
  }

  private String where() {
    return "node pool '" + name + "'";
  }

  GroupPlan build() {
    return new GroupPlan.Delegated(
        name,
        provider,
        target,
        budget,
        Optional.empty(),
        UndrainedNodes.KEEP,
        Optional.of(
            new GroupPlan.PoolPlan(provider, selector, roll, maxSurge, patience, unusedNodes)));
  }
}
