package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ScaledTimelineTest {

  @Test
  void anHourPassesQuicklyAndTasksKeepTheirOrder() {
    try (ScaledTimeline timeline = ScaledTimeline.atSpeed(1_000_000)) {
      // given
      List<String> ran = new ArrayList<>();
      CompletableFuture<List<String>> done = new CompletableFuture<>();

      // when
      var sooner = timeline.schedule(Duration.ofHours(1), () -> ran.add("sooner"));
      var later = timeline.schedule(Duration.ofHours(2), () -> ran.add("later"));
      var last = timeline.schedule(Duration.ofHours(3), () -> done.complete(ran));

      // then
      assertThat(done.join()).containsExactly("sooner", "later");
    }
  }

  @Test
  void theWorldIsReadOnItsOwnThread() {
    try (ScaledTimeline timeline = ScaledTimeline.atSpeed(1)) {
      // when
      String thread =
          timeline.ask(() -> Thread.currentThread().getName()).toCompletableFuture().join();

      // then
      assertThat(thread).isEqualTo("evenkeel-simulation");
    }
  }

  @Test
  void aTaskThatThrowsIsReportedAndTheWorldGoesOn() {
    CompletableFuture<Throwable> reported = new CompletableFuture<>();
    try (ScaledTimeline timeline =
        ScaledTimeline.atSpeed(1, (thread, failure) -> reported.complete(failure))) {
      // when
      timeline.execute(
          () -> {
            throw new IllegalStateException("broken task");
          });

      // then
      assertThat(reported.join()).hasMessage("broken task");
      assertThat(timeline.ask(() -> "alive").toCompletableFuture().join()).isEqualTo("alive");
    }
  }

  @Test
  void speedZeroIsRefused() {
    assertThatThrownBy(() -> ScaledTimeline.atSpeed(0)).hasMessageContaining("above 0");
  }
}
