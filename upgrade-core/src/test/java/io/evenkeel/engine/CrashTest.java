package io.evenkeel.engine;

import static io.evenkeel.engine.Scene.decides;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.UpgradeOutcome;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A process that dies just after it has sent a step is followed by one that finishes its work. */
class CrashTest {
  private static final List<String> STEPS =
      List.of(
          "write marks",
          "soft-close",
          "suspend",
          "create a launch template version",
          "launch from",
          "set desired",
          "keep from scale-down",
          "cordon and drain",
          "evict",
          "soak",
          "terminate",
          "remove marks",
          "resume");

  @TestFactory
  Stream<DynamicTest> the_next_process_finishes_what_was_begun_by() {
    return STEPS.stream().map(step -> DynamicTest.dynamicTest(step, () -> crashAfter(step)));
  }

  private static void crashAfter(String step) {
    // given
    Scene scene = Scene.surging(2);
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> {}), scene.recorder());
    scene.until(decides(step));

    // when
    UpgradeOutcome outcome = goOn(scene, first);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().desired()).isEqualTo(6);
    assertThat(scene.group().max()).isEqualTo(6);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void between_the_mark_and_the_resize_nothing_is_raised_twice_and_all_is_given_back() {
    // given
    Scene scene = Scene.surging(2);
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> {}), scene.recorder());
    scene.world.time.runUntil(() -> aResizeIsAnnounced(scene), Duration.ofHours(1));
    assertThat(scene.group().desired()).isEqualTo(6);

    // when
    UpgradeOutcome outcome = goOn(scene, first);

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(scene.group().desired()).isEqualTo(6);
    assertThat(scene.world.cloud.group(World.GROUP).peakInstances()).isLessThanOrEqualTo(8);
    assertThat(scene.violations()).isEmpty();
  }

  private static boolean aResizeIsAnnounced(Scene scene) {
    return scene.group().tags().stream()
        .anyMatch(tag -> tag.key().equals("evenkeel.io/pending") && tag.value().startsWith("set"));
  }

  private static UpgradeOutcome goOn(Scene scene, Upgrader first) {
    first.close();
    scene.passes(Duration.ofSeconds(30));
    scene.oracle.nextProcess();
    return scene.end(
        Scene.upgrader(scene.world, "second").start(scene.plan(group -> {}), scene.recorder()));
  }
}
