package io.evenkeel.engine;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.internal.CrashPoint;
import io.evenkeel.campaign.internal.CrashingProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** One process that dies at a given point, and another that goes on. */
final class CrashTrial {
  private static final Duration LIMIT = Duration.ofHours(6);

  private final Scene scene;
  private final CrashPoint point;
  private final List<Upgrader> upgraders = new ArrayList<>();
  private final CrashingProcess process;
  private final LateRequest late;
  private Optional<UpgradeOutcome> outcome = Optional.empty();

  CrashTrial(Scene scene, CrashPoint point) {
    this(scene, point, Duration.ZERO);
  }

  /** A trial in which the last request of the process arrives that much later. */
  CrashTrial(Scene scene, CrashPoint point, Duration late) {
    this.late = new LateRequest(scene.world, point.nth(), late);
    this.scene = scene;
    this.point = point;
    this.process =
        CrashingProcess.at(point, scene.world.time, () -> upgraders.forEach(Upgrader::close));
  }

  /** Returns how many side effects a run has that nothing befalls. */
  static int effectsOf(Scene scene, BiConsumer<Scene, UpgradeRun> befall) {
    CrashTrial trial =
        new CrashTrial(
            scene, CrashPoint.atEffect(Integer.MAX_VALUE, CrashPoint.Moment.AFTER_THE_ANSWER));
    trial.run(befall);
    return trial.process.effects().size();
  }

  void run(BiConsumer<Scene, UpgradeRun> befall) {
    upgraders.add(Scene.upgrader(scene.world, "first"));
    UpgradeRun run =
        upgraders
            .get(0)
            .start(
                scene.plan(
                    process.client(late.client(scene.oracle.client())),
                    process.provider(late.provider(scene.oracle.provider())),
                    group -> {}),
                scene.recorder());
    befall.accept(scene, run);
    scene.world.time.runUntil(
        () -> process.isDead() || run.outcome().toCompletableFuture().isDone(), LIMIT);
    if (!process.isDead()) {
      outcome = Optional.of(scene.end(run));
      return;
    }
    scene.passes(Duration.ofSeconds(1));
    UpgradeOutcome result = next("second");
    if (result instanceof UpgradeOutcome.Failed failed
        && failed.reason() == FailureReason.ANOTHER_RUN) {
      // A renewal that arrives late looks like a sign of life; somebody starts it once more.
      scene.passes(Duration.ofMinutes(6));
      result = next("third");
    }
    outcome = Optional.of(result);
  }

  private UpgradeOutcome next(String holder) {
    scene.oracle.nextProcess();
    return scene.end(
        Scene.upgrader(scene.world, holder).start(scene.plan(group -> {}), scene.recorder()));
  }

  /** Returns what is wrong with how it ended. */
  Optional<String> judge(boolean mustSucceed) {
    int size = scene.group().max();
    boolean sizeKept = scene.group().desired() == size;
    boolean ended = outcome.map(o -> o.succeeded() || !mustSucceed).orElse(false);
    boolean failed = outcome.filter(UpgradeOutcome.Failed.class::isInstance).isPresent();
    return ended && !failed && sizeKept && scene.violations().isEmpty()
        ? Optional.empty()
        : Optional.of(
            point
                + ": "
                + outcome
                + ", desired "
                + scene.group().desired()
                + " "
                + scene.violations());
  }
}
