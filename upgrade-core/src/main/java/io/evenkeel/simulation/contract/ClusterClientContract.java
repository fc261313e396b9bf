package io.evenkeel.simulation.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What every {@link io.evenkeel.spi.ClusterClient} promises, as named checks.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> keepsTheContract() {
 *   return ClusterClientContract.checks(MyHarness::new).stream()
 *       .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
 * }
 * }</pre>
 */
public final class ClusterClientContract {

  private ClusterClientContract() {}

  /**
   * Returns the checks. Each makes objects of its own names, so they may share one cluster, as long
   * as they run one after another; each asks for one harness.
   */
  public static List<ContractCheck> checks(Supplier<ClusterClientHarness> harness) {
    List<ContractCheck> checks = new ArrayList<>();
    checks.addAll(WatchChecks.all(harness));
    checks.addAll(EvictionChecks.all(harness));
    checks.addAll(NodeChecks.all(harness));
    checks.addAll(LeaseChecks.all(harness));
    checks.addAll(AccessChecks.all(harness));
    return List.copyOf(checks);
  }
}
