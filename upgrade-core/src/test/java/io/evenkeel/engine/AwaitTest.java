package io.evenkeel.engine;

import static io.evenkeel.engine.Scene.decides;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.evenkeel.UpgradeRun;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Whoever waits for something that cannot come while he waits is told so by name. */
class AwaitTest {
  private final Scene scene = Scene.surging(1);

  @Test
  void a_paused_run_is_not_awaited_for_ever_in_virtual_time() {
    // given
    UpgradeRun run = scene.start();
    scene.until(decides("evict"));
    run.pause();

    // then
    assertThatExceptionOfType(CannotWaitException.class)
        .isThrownBy(run::await)
        .withMessageContaining("has been paused since")
        .withMessageContaining("resume()");
  }

  @Test
  void a_paused_run_that_something_scheduled_resumes_can_be_awaited() {
    // given
    UpgradeRun run = scene.start();
    scene.until(decides("evict"));
    run.pause();
    scene.world.time.schedule(Duration.ofHours(5), run::resume);

    // then
    assertThat(run.await().succeeded()).isTrue();
  }

  @Test
  void a_task_of_the_timeline_cannot_wait_for_what_the_timeline_is_to_do() {
    // given
    UpgradeRun run = scene.start();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    scene.world.time.schedule(Duration.ofSeconds(10), () -> thrown.set(catchThrowable(run::await)));

    // when
    scene.passes(Duration.ofSeconds(20));

    // then
    assertThat(thrown.get())
        .isInstanceOf(CannotWaitException.class)
        .hasMessageContaining("use outcome()");
    assertThat(scene.end(run).succeeded()).isTrue();
  }
}
