package io.evenkeel.examples.snippets;

import io.evenkeel.simulation.contract.InstanceProviderContract;
import io.evenkeel.simulation.contract.InstanceProviderHarness;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

abstract class ContractSnippets {
  private final Supplier<InstanceProviderHarness> harness;

  ContractSnippets(Supplier<InstanceProviderHarness> harness) {
    this.harness = harness;
  }

  // region contract
  @TestFactory
  Stream<DynamicTest> vmPoolsKeepTheContract() {
    return InstanceProviderContract.checks(harness).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }
  // endregion
}
