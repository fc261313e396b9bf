package io.evenkeel;

import io.evenkeel.spi.RolloutProvider;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what becomes of a group whose nodes somebody else replaces; how they are drained is not ours
 * to say, so it is not on offer. Not driven by this version: starting such a plan ends with {@link
 * FailureReason#PREFLIGHT}. Not thread-safe; used inside the configurer that receives it.
 */
public final class DelegatedGroupBuilder {
  private final String name;
  private final RolloutProvider provider;
  private Target target = Target.latestImage();

  DelegatedGroupBuilder(String name, RolloutProvider provider) {
    this.name = name;
    this.provider = provider;
  }

  /** Sets what the nodes must become; by default the latest image. */
  public DelegatedGroupBuilder to(Target newTarget) {
    this.target = newTarget;
    return this;
  }

  List<PlanProblem> problems() {
    List<PlanProblem> problems = new ArrayList<>();
    Checks.target(problems, "node group '" + name + "'", target);
    return problems;
  }

  GroupPlan build() {
    return new GroupPlan.Delegated(name, provider, target);
  }
}
