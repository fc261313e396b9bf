package io.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long an annotation keeps provisioners from moving a pod. */
class DisruptionHoldTest {
  private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");

  @Test
  void the_word_true_holds_for_good() {
    assertThat(DisruptionHold.on(started("true", NOW), NOW))
        .contains(new DisruptionHold(Optional.empty()));
  }

  @Test
  void a_duration_holds_for_that_long_after_the_pod_has_started() {
    Pod pod = started("1h30m", NOW);
    Instant ends = NOW.plus(Duration.ofMinutes(90));

    assertThat(DisruptionHold.on(pod, ends.minusMillis(1)))
        .contains(new DisruptionHold(Optional.of(ends)));
    assertThat(DisruptionHold.on(pod, ends)).isEmpty();
  }

  @Test
  void nothing_else_holds() {
    for (String value : new String[] {"", "false", "yes", "0s", "-5m", "True"}) {
      assertThat(DisruptionHold.on(started(value, NOW), NOW)).as(value).isEmpty();
    }
  }

  @Test
  void a_pod_that_has_not_started_is_held_by_a_duration_too() {
    assertThat(DisruptionHold.on(annotated("30m"), NOW))
        .contains(new DisruptionHold(Optional.empty()));
  }

  private static Pod started(String value, Instant at) {
    return annotated(value).withStartedAt(at);
  }

  private static Pod annotated(String value) {
    SimulatedCluster cluster =
        SimulatedCluster.on(new VirtualTimeline(), ClusterSettings.seeded(1))
            .pod("shop/one", p -> {});
    Pod pod = cluster.snapshot().pods().get(0);
    return pod.withMeta(pod.meta().withAnnotations(Map.of(DisruptionHold.ANNOTATION, value)));
  }
}
