package io.evenkeel.simulation.contract;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The simulation's provisioner does what real Karpenter was seen to do. */
class SimulatedProvisionerContractTest {

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return LongStream.rangeClosed(1, 5).boxed().flatMap(this::withSeed);
  }

  private Stream<DynamicTest> withSeed(long seed) {
    return ProvisionerContract.checks(() -> new SimulatedProvisionerHarness(seed)).stream()
        .map(check -> DynamicTest.dynamicTest(check.name() + ", seed " + seed, check::run));
  }
}
