package io.evenkeel.simulation.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a provisioner does that launches nodes for pods without room and replaces them under
 * budgets, as Karpenter does, and what a {@link io.evenkeel.spi.NodePoolProvider} tells and does
 * there: what holds the simulation against the real one, as named checks.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> behavesLikeKarpenter() {
 *   return ProvisionerContract.checks(MyHarness::new).stream()
 *       .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
 * }
 * }</pre>
 */
public final class ProvisionerContract {

  private ProvisionerContract() {}

  /** Returns all checks: {@link #ofPods} and then {@link #ofChoice}. */
  public static List<ContractCheck> checks(Supplier<ProvisionerHarness> harness) {
    List<ContractCheck> checks = new ArrayList<>(ofPods(harness));
    checks.addAll(ofChoice(harness));
    return List.copyOf(checks);
  }

  /**
   * Returns the checks in which no node goes by the provisioner's own choice, but for pods, by
   * somebody else's hand, or for its age. Each makes pools of its own, so they may share one
   * cluster, also at the same time, as long as no other check runs in it: a provisioner that
   * replaces a node may make one more for pods that wait elsewhere. Each asks for one harness.
   */
  public static List<ContractCheck> ofPods(Supplier<ProvisionerHarness> harness) {
    List<ContractCheck> checks = new ArrayList<>(ProvisioningChecks.all(harness));
    checks.addAll(DepartureChecks.all(harness));
    checks.addAll(PoolPortChecks.all(harness));
    return List.copyOf(checks);
  }

  /**
   * Returns the checks in which the provisioner chooses nodes to go. They may share one cluster,
   * also at the same time; each asks for one harness.
   */
  public static List<ContractCheck> ofChoice(Supplier<ProvisionerHarness> harness) {
    List<ContractCheck> checks = new ArrayList<>();
    checks.addAll(DriftChecks.all(harness));
    checks.addAll(PoolBudgetChecks.all(harness));
    checks.addAll(HeldNodeChecks.all(harness));
    checks.addAll(RemovalChecks.all(harness));
    return List.copyOf(checks);
  }
}
