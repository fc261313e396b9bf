package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Pod;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What one part of the world does leaves the draws of the others as they were. */
class CommonDrawsTest {

  @Test
  void moreOfOneThingLeavesTheDurationsOfOthersAsTheyWere() {
    // given
    Map<String, Duration> quiet = startsOf("calm", cluster -> {});

    // when
    Map<String, Duration> busy =
        startsOf(
            "calm",
            cluster -> {
              cluster.deployment("busy", d -> d.replicas(7));
              cluster.settle();
              cluster.podsOf("busy").forEach(cluster.edit()::deletePod);
            });

    // then
    assertThat(quiet).hasSize(5);
    assertThat(busy).isEqualTo(quiet);
  }

  /** Returns how long each pod of that StatefulSet takes to be Ready, after something else. */
  private static Map<String, Duration> startsOf(String set, Consumer<SimulatedCluster> before) {
    VirtualTimeline time = new VirtualTimeline();
    SimulatedCluster cluster = SimulatedCluster.on(time, ClusterSettings.seeded(3));
    cluster.node("n1", n -> n.cpu(16)).settle();
    before.accept(cluster);
    cluster.settle();
    time.advance(Duration.ofHours(1).minus(time.elapsed()));
    cluster.pod(set + "-0", p -> p.on("n1")).pod(set + "-1", p -> p.on("n1"));
    cluster.pod(set + "-2", p -> p.on("n1")).pod(set + "-3", p -> p.on("n1"));
    cluster.pod(set + "-4", p -> p.on("n1")).settle();
    Map<String, Duration> starts = new TreeMap<>();
    for (Pod pod : cluster.pods()) {
      if (pod.name().startsWith(set)) {
        starts.put(
            pod.name(), Duration.between(pod.meta().createdAt(), pod.readySince().orElseThrow()));
      }
    }
    return starts;
  }
}
