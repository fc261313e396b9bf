package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VirtualTimelineTest {
  private final VirtualTimeline timeline = new VirtualTimeline();
  private final List<String> ran = new ArrayList<>();

  @Test
  void tasksRunInTheOrderOfTheirTimesThenOfTheirArrival() {
    // given
    timeline.schedule(seconds(2), () -> ran.add("late"));
    timeline.schedule(seconds(1), () -> ran.add("first"));
    timeline.schedule(seconds(1), () -> ran.add("second"));

    // when
    timeline.advance(seconds(2));

    // then
    assertThat(ran).containsExactly("first", "second", "late");
    assertThat(timeline.eventsRun()).isEqualTo(3);
    assertThat(timeline.isIdle()).isTrue();
  }

  @Test
  void timeStandsExactlyWhereItWasAdvancedTo() {
    // given
    timeline.schedule(seconds(1), () -> ran.add(timeline.elapsed().toString()));

    // when
    timeline.advance(seconds(5));

    // then
    assertThat(ran).containsExactly("PT1S");
    assertThat(timeline.now()).isEqualTo(VirtualTimeline.START.plusSeconds(5));
  }

  @Test
  void aTaskThatIsCalledOffDoesNotRun() {
    // given
    Timeline.Cancellable task = timeline.schedule(seconds(1), () -> ran.add("called off"));
    task.cancel();

    // when
    timeline.advance(seconds(2));

    // then
    assertThat(ran).isEmpty();
    assertThat(timeline.step()).isFalse();
  }

  @Test
  void runningUntilAConditionEndsAtTheLimit() {
    // given
    timeline.schedule(seconds(1), () -> ran.add("once"));

    // when
    boolean held = timeline.runUntil(() -> ran.size() > 1, seconds(10));

    // then
    assertThat(held).isFalse();
    assertThat(timeline.elapsed()).isEqualTo(seconds(10));
  }

  @Test
  void anotherThreadIsRefusedByName() {
    // when
    CompletableFuture<Void> foreign = CompletableFuture.runAsync(() -> timeline.execute(() -> {}));

    // then
    assertThatThrownBy(foreign::join)
        .hasCauseInstanceOf(ForeignThreadException.class)
        .hasMessageContaining("blocking(..)");
  }

  @Property(tries = 200)
  void timeNeverGoesBack(@ForAll List<@IntRange(max = 50) Integer> delays) {
    // given
    VirtualTimeline time = new VirtualTimeline();
    List<Duration> seen = new ArrayList<>();
    delays.forEach(
        delay -> {
          var unused =
              time.schedule(
                  Duration.ofMillis(delay), () -> again(time, Duration.ofMillis(delay), seen));
        });

    // when
    time.runUntil(time::isIdle);

    // then
    assertThat(seen).hasSize(2 * delays.size()).isSorted();
  }

  private static void again(VirtualTimeline time, Duration delay, List<Duration> seen) {
    seen.add(time.elapsed());
    var unused = time.schedule(delay, () -> seen.add(time.elapsed()));
  }

  private static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }
}
