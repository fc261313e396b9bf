package io.evenkeel.simulation.contract;

import io.evenkeel.simulation.SimulatedControlPlane;
import io.evenkeel.simulation.VirtualTimeline;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.RolloutState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class SimulatedControlPlaneContractTest {

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return ControlPlaneContract.checks(Simulated::new).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }

  private static final class Simulated implements ControlPlaneHarness {
    private final VirtualTimeline timeline = new VirtualTimeline();
    private final SimulatedControlPlane plane =
        SimulatedControlPlane.on(timeline, "1.34")
            .offers("vpc-cni", "v1.19.0", "1.33", "1.34")
            .offers("vpc-cni", "v1.20.0", "1.34", "1.35")
            .addOn("vpc-cni", "v1.19.0");

    @Override
    public ControlPlane controlPlane() {
      return plane.provider();
    }

    @Override
    public void letPass(Duration time) {
      timeline.advance(time);
    }

    @Override
    public void nextChangeFails() {
      plane.failsNext(
          new RolloutState.Trouble(
              "IpNotAvailable", "no address is free", "free addresses", List.of("subnet-1")));
    }

    @Override
    public <T> T await(CompletionStage<T> stage) {
      timeline.runUntil(() -> stage.toCompletableFuture().isDone());
      return stage.toCompletableFuture().join();
    }
  }
}
