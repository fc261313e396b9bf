package io.evenkeel.simulation;

/**
 * Assertions about a simulated cluster that read as sentences. They need AssertJ, which this module
 * depends on optionally.
 */
public final class SimulationAssertions {
  private SimulationAssertions() {}

  public static SimulatedClusterAssert assertThat(SimulatedCluster cluster) {
    return new SimulatedClusterAssert(cluster);
  }
}
