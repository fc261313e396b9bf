package io.evenkeel.engine.internal.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration LEAVE = Duration.ofSeconds(90);

  private static long seconds(int surge, int unavailable, int nodes) {
    return new Pipeline(surge, unavailable, START, LEAVE).least(nodes).toSeconds();
  }

  @Test
  void noNodeTakesNoTime() {
    assertThat(seconds(1, 0, 0)).isZero();
    assertThat(seconds(1, 0, -1)).isZero();
  }

  @Test
  void withSurgeAloneEachNodeStartsBeforeOneLeaves() {
    assertThat(seconds(1, 0, 1)).isEqualTo(150);
    assertThat(seconds(1, 0, 4)).isEqualTo(4 * 150);
    assertThat(seconds(2, 0, 4)).isEqualTo(2 * 150);
  }

  @Test
  void inPlaceEachNodeLeavesBeforeItsSuccessorStarts() {
    assertThat(seconds(0, 1, 3)).isEqualTo(3 * 150);
    assertThat(seconds(0, 3, 3)).isEqualTo(150);
  }

  /** One starts while the other leaves. */
  @Test
  void withBothTheLastRoundNeedNotDoOneAfterTheOther() {
    assertThat(seconds(1, 1, 1)).isEqualTo(90);
    assertThat(seconds(1, 1, 3)).isEqualTo(150 + 90);
    assertThat(seconds(1, 1, 4)).isEqualTo(150 + 150);
  }
}
