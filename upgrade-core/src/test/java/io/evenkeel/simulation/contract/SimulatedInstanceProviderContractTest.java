package io.evenkeel.simulation.contract;

import io.evenkeel.simulation.GroupOptions;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.VirtualTimeline;
import io.evenkeel.spi.InstanceProvider;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class SimulatedInstanceProviderContractTest {

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return InstanceProviderContract.checks(Simulated::new).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }

  private static final class Simulated implements InstanceProviderHarness {
    private final VirtualTimeline timeline = new VirtualTimeline();
    private final SimulatedCloud cloud = SimulatedCloud.on(timeline).recommends("1.34", "ami-new");
    private int groups;

    @Override
    public InstanceProvider provider() {
      return cloud.provider();
    }

    @Override
    public String newGroup(int size, int min, int max) {
      return newGroup(size, min, max, options -> {});
    }

    @Override
    public Optional<String> newBalancedGroup() {
      return Optional.of(
          newGroup(2, 0, 4, options -> options.targetGroup("web", Duration.ofSeconds(20))));
    }

    private String newGroup(int size, int min, int max, Consumer<GroupOptions> options) {
      groups++;
      String name = "group-" + groups;
      cloud.group(
          name,
          g -> g.size(size).min(min).max(max).template("lt-" + name, "ami-old").options(options));
      return name;
    }

    @Override
    public void setDesired(String group, int instances) {
      cloud.group(group).setDesired(instances);
    }

    @Override
    public void letPass(Duration time) {
      timeline.advance(time);
    }

    @Override
    public <T> T await(CompletionStage<T> stage) {
      timeline.runUntil(() -> stage.toCompletableFuture().isDone());
      return stage.toCompletableFuture().join();
    }
  }
}
