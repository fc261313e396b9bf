package io.evenkeel;

import io.evenkeel.spi.InstanceProvider;
import java.util.ArrayList;
import java.util.List;

/**
 * Says how the nodes of a group that we replace ourselves are replaced.
 *
 * <p>By default: the latest image, the outdated nodes, none unavailable, one node of surge, drained
 * as EKS does, with a canary. Not thread-safe; used inside the configurer that receives it.
 */
public final class SelfDrivenGroupBuilder {
  private final String name;
  private final InstanceProvider provider;
  private Target target = Target.latestImage();
  private NodeSelector selector = NodeSelector.outdated();
  private Quantity maxUnavailable = Quantity.nodes(0);
  private Quantity maxSurge = Quantity.nodes(1);
  private DrainPolicy drainPolicy = DrainPolicy.eks();
  private Canary canary = Canary.standard();
  private GroupPlan.Direction direction = GroupPlan.Direction.UPWARD;
  private GroupPlan.UnusedNodes unusedNodes = GroupPlan.UnusedNodes.KEEP;

  SelfDrivenGroupBuilder(String name, InstanceProvider provider) {
    this.name = name;
    this.provider = provider;
  }

  /** Sets what the nodes must become; by default the latest image. */
  public SelfDrivenGroupBuilder to(Target newTarget) {
    this.target = newTarget;
    return this;
  }

  /** Sets which nodes are replaced and in which order; by default the outdated ones, in any. */
  public SelfDrivenGroupBuilder select(NodeSelector newSelector) {
    this.selector = newSelector;
    return this;
  }

  /** Sets how many nodes may be missing at once; by default none. A share rounds down. */
  public SelfDrivenGroupBuilder maxUnavailable(Quantity quantity) {
    this.maxUnavailable = quantity;
    return this;
  }

  /** Sets how many nodes may be added while the run lasts; by default one. A share rounds up. */
  public SelfDrivenGroupBuilder maxSurge(Quantity quantity) {
    this.maxSurge = quantity;
    return this;
  }

  /** Sets what becomes of the pods; by default {@link DrainPolicy#eks()}. */
  public SelfDrivenGroupBuilder drain(DrainPolicy policy) {
    this.drainPolicy = policy;
    return this;
  }

  /** Sets how the first replacement is judged; by default {@link Canary#standard()}. */
  public SelfDrivenGroupBuilder canary(Canary newCanary) {
    this.canary = newCanary;
    return this;
  }

  /**
   * Lets the target be older than what the nodes are now; by default that is refused. Nodes newer
   * than the control plane are refused in any case.
   */
  public SelfDrivenGroupBuilder allowDowngrade() {
    this.direction = GroupPlan.Direction.ANY;
    return this;
  }

  /**
   * Removes the nodes that nobody needs, and makes the group smaller by them; by default none is
   * removed. A node is not needed where it holds nothing but what stays with its node, or where all
   * its pods have room on nodes that stay.
   *
   * <p>Outdated ones go before anything is launched, the others once all nodes are as wanted; the
   * least used first, under the budgets, the drain policy and {@code maxUnavailable}, which counts
   * as one where it is none, since such a node takes its place with it. The group never becomes
   * smaller than its minimum, its zones stay even, and a node stays that somebody holds, or with a
   * pod that would not come back. Not promised: that the fewest possible nodes remain, or that
   * nobody makes the group larger again.
   */
  public SelfDrivenGroupBuilder removeUnused() {
    this.unusedNodes = GroupPlan.UnusedNodes.REMOVE;
    return this;
  }

  GroupPlan build() {
    return new GroupPlan.SelfDriven(
        name,
        provider,
        target,
        selector,
        maxUnavailable,
        maxSurge,
        drainPolicy,
        canary,
        direction,
        unusedNodes);
  }

  List<PlanProblem> problems() {
    List<PlanProblem> problems = new ArrayList<>();
    Checks.target(problems, where(), target);
    if (Checks.present(problems, where(), "select(..)", selector)) {
      Checks.named(problems, where(), "the node selector", selector::name);
    }
    if (Checks.present(problems, where(), "drain(..)", drainPolicy)) {
      PolicyChecks.of(drainPolicy, where(), problems);
    }
    boolean limited = Checks.present(problems, where(), "maxUnavailable(..)", maxUnavailable);
    if (Checks.present(problems, where(), "maxSurge(..)", maxSurge) && limited) {
      checkLimits(problems);
    }
    if (Checks.present(problems, where(), "canary(..)", canary)) {
      Checks.duration(problems, where(), "the canary's patience", canary.patience());
      Checks.duration(problems, where(), "the canary's proof", canary.proof());
    }
    return problems;
  }

  private void checkLimits(List<PlanProblem> problems) {
    check(problems, "maxUnavailable", maxUnavailable);
    check(problems, "maxSurge", maxSurge);
    if (maxUnavailable.alwaysZero() && maxSurge.alwaysZero()) {
      problems.add(
          new PlanProblem(
              where(),
              "maxUnavailable and maxSurge are both zero, so that no node could ever be replaced",
              "allow at least one node of either, for example maxSurge(nodes(1))"));
    }
  }

  private void check(List<PlanProblem> problems, String what, Quantity quantity) {
    Checks.wanted(quantity)
        .ifPresent(
            range ->
                problems.add(new PlanProblem(where(), what + " is " + quantity, "give " + range)));
  }

  private String where() {
    return "node group '" + name + "'";
  }
}
