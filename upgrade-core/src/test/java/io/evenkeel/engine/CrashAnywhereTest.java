package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.internal.CrashPoint;
import io.evenkeel.campaign.internal.CrashPoint.Moment;
import io.evenkeel.simulation.GroupOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * In a small world a process dies at every one of its side effects, at each of four moments, and
 * another process without any memory goes on: the limits hold, and all is given back.
 */
class CrashAnywhereTest {

  private static void balanced(GroupOptions group) {
    group.targetGroup("web", Duration.ofSeconds(45)).asksLoadBalancer();
  }

  /** What a run is about, and what becomes of it. */
  private enum Story {
    SURGING {
      @Override
      Scene scene() {
        return Scene.small(3, 0, 1);
      }
    },
    IN_PLACE {
      @Override
      Scene scene() {
        return Scene.small(3, 1, 0);
      }
    },
    OUT_OF_TARGET_GROUPS {
      @Override
      Scene scene() {
        return Scene.surging(World.small(3, CrashAnywhereTest::balanced), 1);
      }
    },
    CANCELLED_WHILE_LEAVING_TARGET_GROUPS {
      @Override
      Scene scene() {
        return Scene.surging(World.small(3, CrashAnywhereTest::balanced), 1);
      }

      @Override
      void befall(Scene scene, UpgradeRun run) {
        var unused =
            run.events(
                new UpgradeListener() {
                  @Override
                  public void onDecided(UpgradeEvent.Decided event) {
                    if (event.step().equals("take out of its target groups")) {
                      run.cancel();
                    }
                  }
                });
      }
    },
    CANCELLED {
      @Override
      Scene scene() {
        return Scene.small(3, 0, 2);
      }

      @Override
      void befall(Scene scene, UpgradeRun run) {
        scene.oracle.mayDrainSurge();
        var unused =
            run.events(
                new UpgradeListener() {
                  @Override
                  public void onCanaryJudged(UpgradeEvent.CanaryJudged event) {
                    run.cancelReturningSurge();
                  }
                });
      }
    };

    abstract Scene scene();

    void befall(Scene scene, UpgradeRun run) {}
  }

  @TestFactory
  Stream<DynamicTest> the_next_process_finishes_whatever_the_first_was_doing() {
    return Stream.of(Story.values())
        .flatMap(
            story ->
                Stream.of(Moment.values())
                    .map(
                        moment ->
                            DynamicTest.dynamicTest(
                                story + " " + moment, () -> everyEffect(story, moment))));
  }

  /** After 40 seconds its sender still has the lease, after 100 seconds the next process does. */
  @TestFactory
  Stream<DynamicTest> a_last_request_that_arrives_late_does_no_harm() {
    return Stream.of(Story.values())
        .flatMap(
            story ->
                Stream.of(40, 100)
                    .map(
                        late ->
                            DynamicTest.dynamicTest(
                                story + " " + late + " s late",
                                () ->
                                    everyEffect(
                                        story,
                                        Moment.AFTER_THE_REQUEST,
                                        Duration.ofSeconds(late)))));
  }

  @TestFactory
  Stream<DynamicTest> a_process_that_stood_still_writes_nothing_once_another_has_its_lease() {
    return Stream.of(Story.values())
        .map(story -> DynamicTest.dynamicTest(story.name(), () -> standsStillAnywhere(story)));
  }

  private static void standsStillAnywhere(Story story) {
    int effects = CrashTrial.effectsOf(story.scene(), story::befall);
    List<String> wrong = new ArrayList<>();
    for (int effect = 1; effect <= effects; effect++) {
      new StandStillTrial(story.scene()).run(effect, story::befall).ifPresent(wrong::add);
    }
    assertThat(wrong.stream().limit(5)).as(wrong.size() + " of " + effects).isEmpty();
  }

  private static void everyEffect(Story story, Moment moment) {
    everyEffect(story, moment, Duration.ZERO);
  }

  private static void everyEffect(Story story, Moment moment, Duration late) {
    int effects = CrashTrial.effectsOf(story.scene(), story::befall);
    List<String> wrong = new ArrayList<>();
    for (int effect = 1; effect <= effects; effect++) {
      CrashTrial trial = new CrashTrial(story.scene(), CrashPoint.atEffect(effect, moment), late);
      trial.run(story::befall);
      trial.judge(!story.name().startsWith("CANCELLED")).ifPresent(wrong::add);
    }
    assertThat(effects).as("side effects of the whole run").isGreaterThan(30);
    assertThat(wrong.stream().limit(5)).as(wrong.size() + " of " + effects).isEmpty();
  }
}
