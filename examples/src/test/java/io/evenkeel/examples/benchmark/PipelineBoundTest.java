package io.evenkeel.examples.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineBoundTest {

  @Test
  void oneNodeNeedsItsBootItsDrainAndItsLeaving() {
    assertThat(bound(1, 1, 0).least()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void whoMayMissANodeNeedNotWaitForTheNewOneToDrainTheOld() {
    assertThat(bound(1, 0, 1).least()).isEqualTo(Duration.ofSeconds(90));
    assertThat(bound(2, 1, 1).inWholeNodes()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void wavesFollowOneAnother() {
    assertThat(bound(10, 2, 0).least()).isEqualTo(Duration.ofSeconds(450));
    assertThat(bound(9, 2, 0).least()).isEqualTo(Duration.ofSeconds(450));
    assertThat(bound(9, 2, 0).inShares()).isEqualTo(Duration.ofSeconds(405));
  }

  @Test
  void percentilesAreOfAllSamples() {
    Samples samples = new Samples();
    for (int i = 1; i <= 100_000; i++) {
      samples.add(i);
    }
    assertThat(samples.percentile(50)).isEqualTo(50_000);
    assertThat(samples.percentile(99)).isEqualTo(99_000);
  }

  /** Boots of 20 s, drains of 10 s, 60 s to leave. */
  private static PipelineBound bound(int nodes, int surge, int unavailable) {
    return new PipelineBound(
        surge, unavailable, each(nodes, 20), each(nodes, 10), Duration.ofSeconds(60));
  }

  private static List<Duration> each(int nodes, long seconds) {
    return Collections.nCopies(nodes, Duration.ofSeconds(seconds));
  }
}
