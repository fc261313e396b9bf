package io.evenkeel;

import io.evenkeel.spi.RolloutOrder.UndrainedNodes;
import io.evenkeel.spi.RolloutPace.Capacity;
import io.evenkeel.spi.RolloutProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what becomes of a group whose nodes the cloud replaces itself; how they are drained is not
 * ours to say, so it is not on offer. Not thread-safe; used inside the configurer that receives it.
 */
public final class DelegatedGroupBuilder {
  private final String name;
  private final RolloutProvider provider;
  private final List<PlanProblem> problems = new ArrayList<>();
  private Target target = Target.latestImage();
  private Optional<Quantity> maxUnavailable = Optional.empty();
  private Optional<Capacity> capacity = Optional.empty();
  private UndrainedNodes undrained = UndrainedNodes.KEEP;

  DelegatedGroupBuilder(String name, RolloutProvider provider) {
    this.name = name;
    this.provider = provider;
  }

  /** Sets what the nodes must become; by default the latest image. */
  public DelegatedGroupBuilder to(Target newTarget) {
    this.target = newTarget;
    return this;
  }

  /**
   * Sets how many nodes the cloud takes at once, for the time of the run; by default what the group
   * is set to.
   */
  public DelegatedGroupBuilder maxUnavailable(Quantity quantity) {
    if (Checks.present(problems, where(), "maxUnavailable(..)", quantity)) {
      this.maxUnavailable = Optional.of(quantity);
    }
    return this;
  }

  /** Sets whether new nodes come first, for the time of the run; by default as the group is set. */
  public DelegatedGroupBuilder capacity(Capacity newCapacity) {
    if (Checks.present(problems, where(), "capacity(..)", newCapacity)) {
      this.capacity = Optional.of(newCapacity);
    }
    return this;
  }

  /**
   * Lets the cloud terminate a node whose pods have not left in the cloud's time, with the pods and
   * whatever their budgets say. By default the rollout fails instead.
   */
  public DelegatedGroupBuilder terminateUndrainedNodesWithTheirPods() {
    this.undrained = UndrainedNodes.TERMINATE_WITH_THEIR_PODS;
    return this;
  }

  List<PlanProblem> problems() {
    List<PlanProblem> all = new ArrayList<>(problems);
    Checks.target(all, where(), target);
    maxUnavailable.filter(quantity -> !isAtLeastOne(quantity)).ifPresent(q -> all.add(tooFew(q)));
    return all;
  }

  private static boolean isAtLeastOne(Quantity quantity) {
    return Checks.wanted(quantity).isEmpty() && !quantity.alwaysZero();
  }

  private PlanProblem tooFew(Quantity quantity) {
    return new PlanProblem(
        where(),
        "maxUnavailable is " + quantity + ", so that no node could ever be replaced",
        "give a number of nodes of 1 or more, or a percentage from 1 to 100");
  }

  private String where() {
    return "node group '" + name + "'";
  }

  GroupPlan build() {
    return new GroupPlan.Delegated(
        name, provider, target, maxUnavailable, capacity, undrained, Optional.empty());
  }
}
