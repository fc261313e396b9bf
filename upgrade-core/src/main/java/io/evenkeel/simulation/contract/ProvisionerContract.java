package io.evenkeel.simulation.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a provisioner does that launches nodes for pods without room and replaces them under
 * budgets, as Karpenter does: what holds its simulation against the real one, as named checks.
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

  /**
   * Returns the checks. Each makes pools of its own, so they may share one cluster, also at the
   * same time; each asks for one harness.
   */
  public static List<ContractCheck> checks(Supplier<ProvisionerHarness> harness) {
    List<ContractCheck> checks = new ArrayList<>();
    checks.addAll(ProvisioningChecks.all(harness));
    checks.addAll(DriftChecks.all(harness));
    checks.addAll(PoolBudgetChecks.all(harness));
    checks.addAll(HeldNodeChecks.all(harness));
    checks.addAll(RemovalChecks.all(harness));
    return List.copyOf(checks);
  }
}
