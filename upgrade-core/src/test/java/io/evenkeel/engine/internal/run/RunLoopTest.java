package io.evenkeel.engine.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradePlan;
import io.evenkeel.engine.internal.act.InlineCalls;
import io.evenkeel.engine.internal.act.LeaseTimes;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong inside the loop ends the run by name. */
class RunLoopTest {

  @Test
  void an_error_ends_the_run_by_name() {
    // given
    VirtualTimeline time = new VirtualTimeline();
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(SimulatedCluster.on(time).client())
            .cloudProvider(SimulatedCloud.on(time).provider())
            .nodeGroup("workers", group -> {})
            .build();
    RunSettings settings =
        new RunSettings(
            "holder", LeaseTimes.standard(), Duration.ofMinutes(1), () -> 0, nanos -> {});
    RunParts parts =
        RunParts.of(
            plan,
            Purpose.Kind.UPGRADE,
            time,
            new InlineCalls(time, Duration.ofSeconds(20)),
            settings);

    // when
    parts
        .loop()
        .enter(
            () -> {
              throw new NoSuchMethodError("a method is not there");
            });

    // then
    Ending.Failing failing = (Ending.Failing) parts.state().ending().orElseThrow();
    assertThat(failing.reason()).isEqualTo(FailureReason.INTERNAL);
    assertThat(failing.message()).contains("a method is not there");
    assertThat(parts.state().course().givenUp()).isPresent();
  }
}
