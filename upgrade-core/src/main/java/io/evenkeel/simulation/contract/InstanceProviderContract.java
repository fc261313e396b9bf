package io.evenkeel.simulation.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What every {@link io.evenkeel.spi.InstanceProvider} promises, as named checks.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> keepsTheContract() {
 *   return InstanceProviderContract.checks(MyHarness::new).stream()
 *       .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
 * }
 * }</pre>
 */
public final class InstanceProviderContract {

  private InstanceProviderContract() {}

  /**
   * Returns the checks. Each makes groups of its own, so they may share one cloud; each asks for
   * one harness.
   */
  public static List<ContractCheck> checks(Supplier<InstanceProviderHarness> harness) {
    List<ContractCheck> checks = new ArrayList<>();
    checks.addAll(ObservationChecks.all(harness));
    checks.addAll(TargetChecks.all(harness));
    checks.addAll(SizeChecks.all(harness));
    checks.addAll(TerminationChecks.all(harness));
    checks.addAll(TargetGroupChecks.all(harness));
    checks.addAll(MarkChecks.all(harness));
    return List.copyOf(checks);
  }
}
