package io.evenkeel.aws;

import io.evenkeel.simulation.contract.ControlPlaneContract;
import io.evenkeel.simulation.contract.ControlPlaneHarness;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class EksControlPlaneContractTest {
  private final List<EksRegion> regions = new ArrayList<>();

  @AfterEach
  void close() {
    regions.forEach(EksRegion::close);
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return ControlPlaneContract.checks(this::region).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }

  private ControlPlaneHarness region() {
    EksRegion region = new EksRegion(EksControlPlanePrerequisitesTest::ready);
    regions.add(region);
    return region;
  }
}
