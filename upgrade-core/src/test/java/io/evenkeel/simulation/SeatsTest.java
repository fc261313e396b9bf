package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.spi.EvictionAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The API server has so many seats, and clients take turns. */
class SeatsTest extends ClusterFixture {

  @BeforeEach
  void tenPods() {
    threeNodes();
    cluster.deployment("myapp", d -> d.replicas(10)).settle();
  }

  @Test
  void callsWaitForASeatAndAreServedLater() {
    // given
    cluster.faults().seats(1, 50, seconds(15));

    // when
    List<CompletableFuture<EvictionAnswer>> answers = evictAll();
    timeline.advance(Duration.ofMillis(100));

    // then
    assertThat(answers).filteredOn(CompletableFuture::isDone).hasSizeBetween(1, 6);
    timeline.advance(seconds(1));
    assertThat(answers).allMatch(a -> a.join() instanceof EvictionAnswer.Accepted);
  }

  @Test
  void whoFindsTheLineFullIsToldToComeBack() {
    // given
    cluster.faults().seats(1, 3, seconds(15));

    // when
    List<CompletableFuture<EvictionAnswer>> answers = evictAll();
    timeline.advance(seconds(1));

    // then
    assertThat(answers)
        .filteredOn(
            a ->
                a.join() instanceof EvictionAnswer.Throttled throttled
                    && throttled.retryAfter().equals(seconds(1)))
        .hasSizeBetween(5, 6);
    assertThat(answers)
        .filteredOn(a -> a.join() instanceof EvictionAnswer.Accepted)
        .hasSizeBetween(4, 5);
  }

  @Test
  void whoHasWaitedTooLongIsTurnedAwayAndNothingIsDone() {
    // given
    cluster.faults().seats(1, 50, Duration.ofMillis(50));

    // when
    List<CompletableFuture<EvictionAnswer>> answers = evictAll();
    timeline.advance(seconds(1));

    // then
    long accepted =
        answers.stream().filter(a -> a.join() instanceof EvictionAnswer.Accepted).count();
    assertThat(accepted).isBetween(2L, 5L);
    assertThat(answers)
        .filteredOn(a -> a.join() instanceof EvictionAnswer.Throttled)
        .hasSize(10 - (int) accepted);
  }

  @Test
  void aCrowdOfOthersSlowsUsDownAndDoesNotStarveUs() {
    // given
    cluster.faults().seats(1, 50, seconds(15)).crowd(seconds(60), 500);
    timeline.advance(seconds(1));

    // when
    List<CompletableFuture<EvictionAnswer>> answers = evictAll();
    timeline.advance(Duration.ofMillis(250));
    long early = answers.stream().filter(CompletableFuture::isDone).count();
    timeline.advance(seconds(1));

    // then
    assertThat(early).isBetween(3L, 8L);
    assertThat(answers).allMatch(a -> a.join() instanceof EvictionAnswer.Accepted);
  }

  @Test
  void nobodyWaitsWhereSeatsAreNotCounted() {
    // given
    cluster.faults().crowd(seconds(10), 500);

    // when
    List<CompletableFuture<EvictionAnswer>> answers = evictAll();
    timeline.advance(Duration.ofMillis(20));

    // then
    assertThat(answers).allMatch(CompletableFuture::isDone);
  }

  private List<CompletableFuture<EvictionAnswer>> evictAll() {
    return cluster.podsOf("myapp").stream()
        .map(pod -> cluster.client().evict(pod, Optional.empty()).toCompletableFuture())
        .toList();
  }
}
