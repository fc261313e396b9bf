package io.evenkeel.engine.internal.preflight;

import io.evenkeel.UpgradePlan;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.Permission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Says everything that stands against a run before it writes anything.
 *
 * <p>It knows what a plan, a snapshot and the groups show. What only a verdict of a policy or of
 * the API server can tell is not its to say: pods that the drain policy holds, kubelets newer than
 * the API server, admission rules. Spreads and affinities between pods are left to the planner.
 */
public final class Preflight {

  private static final List<Check> CHECKS =
      List.of(
          new MissingPermissions(),
          new ProviderFindings(),
          new ControlPlaneFindings(),
          new GroupOfThisCluster(),
          new GroupSizes(),
          new BudgetsThatNeverAllow(),
          new BudgetsThatCannotCount(),
          new SeveralBudgets(),
          new ZonalPods(),
          new FreshNodeRoom(),
          new SpareRoom(),
          new UnusedNodes(),
          new BudgetsAtTheirLimit(),
          new PodsThatReturn(),
          new BarePods(),
          new SingleReplicas(),
          new SpreadsOfOthers(),
          new WindowsOfThePlan(),
          new RollInWindows(),
          new BuiltInPools(),
          new PoolsOnTheWayBack(),
          new ClosedPools(),
          new FullPools(),
          new HeldInPools(),
          new PodsOfPools(),
          new ExpiringNodes(),
          new BlockedExpiries());

  private Preflight() {}

  /**
   * Returns all problems at once, blockers first; within a severity in an order that depends on the
   * arguments only.
   *
   * @param now the time of day
   * @param groups the groups of the plan whose nodes we replace, in its order
   * @param rollouts the groups of the plan that somebody else rolls out, in its order
   * @param controlPlane the control plane, where the plan says what becomes of it
   * @param missing the permissions that the plan needs and we do not have
   */
  public static List<Finding> findings(
      UpgradePlan plan,
      Instant now,
      ClusterSnapshot snapshot,
      List<GroupFacts> groups,
      List<RolloutFacts> rollouts,
      Optional<ControlPlaneFacts> controlPlane,
      List<Permission> missing) {
    Situation situation =
        Situation.of(plan, now, snapshot, groups, rollouts, controlPlane, missing);
    List<Finding> findings = new ArrayList<>();
    CHECKS.forEach(check -> findings.addAll(check.findings(situation)));
    findings.sort(Comparator.comparing(Finding::severity));
    return List.copyOf(findings);
  }
}
