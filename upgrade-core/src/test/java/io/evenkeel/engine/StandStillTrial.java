package io.evenkeel.engine;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.internal.CrashingProcess;
import io.evenkeel.simulation.SimulatedProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** One process that stands still right after a side effect, and wakes up in another one's run. */
final class StandStillTrial {
  private static final Duration STANDS = Duration.ofSeconds(150);
  private static final Duration LIMIT = Duration.ofHours(6);

  private final Scene scene;
  private final SimulatedProcess process;
  private final CrashingProcess calls;
  private Optional<Integer> sentBefore = Optional.empty();

  StandStillTrial(Scene scene) {
    this.scene = scene;
    this.process = SimulatedProcess.in(scene.world.time);
    this.calls = CrashingProcess.lasting(scene.world.time, () -> {});
  }

  /** Returns what is wrong after it stood still at that side effect of the first process. */
  Optional<String> run(int effect, BiConsumer<Scene, UpgradeRun> befall) {
    UpgradeRun first = first();
    befall.accept(scene, first);
    scene.world.time.runUntil(() -> calls.effects().size() >= effect || isOver(first), LIMIT);
    if (isOver(first)) {
      return Optional.empty();
    }
    process.freeze(STANDS);
    UpgradeOutcome outcome = scene.end(second());
    scene.passes(STANDS);
    List<String> late = sentLate();
    boolean well =
        outcome instanceof UpgradeOutcome.Succeeded || outcome instanceof UpgradeOutcome.Stopped;
    return well && late.isEmpty() && scene.violations().isEmpty()
        ? Optional.empty()
        : Optional.of(effect + ": " + outcome + ", late " + late + " " + scene.violations());
  }

  private UpgradeRun first() {
    return Upgrader.builder()
        .timeline(process)
        .holder("first")
        .build()
        .start(
            scene.plan(
                calls.client(scene.oracle.client()),
                calls.provider(scene.oracle.provider()),
                group -> {}),
            scene.recorder());
  }

  private UpgradeRun second() {
    scene.oracle.nextProcess();
    UpgradeListener begins =
        new UpgradeListener() {
          @Override
          public void onRunStarted(UpgradeEvent.RunStarted event) {
            sentBefore = Optional.of(calls.effects().size());
          }
        };
    return Scene.upgrader(scene.world, "second")
        .start(scene.plan(group -> {}), scene.recorder(), begins);
  }

  /**
   * Returns what the first has sent although the second had the lease; but for the lease itself.
   */
  private List<String> sentLate() {
    List<String> sent = calls.effects();
    return sent.subList(sentBefore.orElse(sent.size()), sent.size()).stream()
        .filter(call -> !call.equals("writeLease"))
        .toList();
  }

  private static boolean isOver(UpgradeRun run) {
    return run.outcome().toCompletableFuture().isDone();
  }
}
