package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Pod;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A large cluster settles; prints how fast, and asserts nothing about it. */
class ClusterThroughputTest {

  @Test
  void aThousandNodesAndTenThousandPodsSettle() {
    // given
    long begun = cpuNanos();
    VirtualTimeline timeline = new VirtualTimeline();
    SimulatedCluster cluster =
        SimulatedCluster.on(
            timeline, ClusterSettings.seeded(1).remembering(ClusterSettings.Remember.HASH));
    for (int i = 0; i < 1000; i++) {
      String zone = "z" + i % 3;
      cluster.node("n" + i, n -> n.zone(zone));
    }

    // when
    cluster.daemonSet("agent");
    for (int i = 0; i < 300; i++) {
      cluster
          .deployment("app" + i, d -> d.replicas(30))
          .budget("app" + i, b -> b.maxUnavailable("10%"));
    }
    cluster.settle();

    // then
    assertThat(cluster.pods()).hasSize(10_000).allMatch(Pod::ready);
    double seconds = Duration.ofNanos(cpuNanos() - begun).toMillis() / 1000.0;
    System.out.printf(
        "1,000 nodes and 10,000 pods settled in %.1f s of processor time, %s virtual, %,d events, %,.0f per s%n",
        seconds, timeline.elapsed(), timeline.eventsRun(), timeline.eventsRun() / seconds);
  }

  private static long cpuNanos() {
    return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
