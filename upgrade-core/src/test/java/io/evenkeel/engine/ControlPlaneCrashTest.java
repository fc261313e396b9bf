package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.internal.CrashPoint;
import io.evenkeel.campaign.internal.CrashPoint.Moment;
import io.evenkeel.campaign.internal.CrashingProcess;
import io.evenkeel.simulation.SimulatedProcess;
import io.evenkeel.spi.ControlPlane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A process dies while it upgrades the control plane, or only stands still, and another one without
 * any memory goes on: nothing is asked for twice, and the end is the same.
 */
class ControlPlaneCrashTest {
  private static final Duration LIMIT = Duration.ofHours(6);

  /** The changes of an undisturbed run to 1.36: two versions, and add-ons before and after each. */
  private static final int STARTS = 6;

  @TestFactory
  Stream<DynamicTest> a_process_that_dies_at_a_start_of_a_change() {
    return IntStream.rangeClosed(1, STARTS)
        .boxed()
        .flatMap(
            nth ->
                Stream.of(Moment.values())
                    .map(
                        moment ->
                            DynamicTest.dynamicTest(
                                "start " + nth + " " + moment,
                                () -> {
                                  Trial trial = new Trial(new ControlPlaneScene().withAddOns());
                                  trial.crash(CrashPoint.atCall("start", nth, moment));
                                  assertThat(trial.wrong()).isEmpty();
                                })));
  }

  @TestFactory
  Stream<DynamicTest> a_process_that_dies_at_any_side_effect() {
    return Stream.of(Moment.values())
        .map(moment -> DynamicTest.dynamicTest(moment.name(), () -> everyEffect(moment)));
  }

  private static void everyEffect(Moment moment) {
    Trial whole = new Trial(quick());
    whole.crash(CrashPoint.atEffect(Integer.MAX_VALUE, moment));
    List<String> wrong = new ArrayList<>();
    for (int effect = 1; effect <= whole.effects(); effect++) {
      Trial trial = new Trial(quick());
      trial.crash(CrashPoint.atEffect(effect, moment));
      trial.wrong().ifPresent(wrong::add);
    }
    assertThat(whole.effects()).as("side effects of the whole run").isGreaterThan(15);
    assertThat(wrong.stream().limit(5)).as(wrong.size() + " of " + whole.effects()).isEmpty();
  }

  private static ControlPlaneScene quick() {
    ControlPlaneScene scene = new ControlPlaneScene().withAddOns();
    scene.plane.upgradesWithin(Duration.ofSeconds(40)).changesAddOnsWithin(Duration.ofSeconds(20));
    return scene;
  }

  @TestFactory
  Stream<DynamicTest> a_process_that_stood_still_asks_for_nothing_once_another_has_its_lease() {
    return Stream.of("start", "inspect", "progress")
        .flatMap(
            call ->
                IntStream.rangeClosed(1, STARTS)
                    .mapToObj(
                        nth ->
                            DynamicTest.dynamicTest(
                                call + " " + nth, () -> standsStill(call, nth))));
  }

  /** It stands still right after it has sent the nth such call, so that the answer wakes it up. */
  private static void standsStill(String call, int nth) {
    // given
    ControlPlaneScene scene = new ControlPlaneScene().withAddOns();
    SimulatedProcess process = SimulatedProcess.in(scene.time);
    CrashingProcess calls = CrashingProcess.lasting(scene.time, () -> {});
    List<String> sent = new ArrayList<>();
    ControlPlane counted =
        Broken.port(
            ControlPlane.class,
            calls.controlPlane(scene.port()),
            (called, arguments) -> {
              sent.add(called);
              return Optional.empty();
            });
    Upgrader.builder()
        .timeline(process)
        .holder("first")
        .build()
        .start(plan(scene, calls, counted), Watched.recorder(new ArrayList<>()));
    scene.time.runUntil(() -> sent.stream().filter(call::equals).count() >= nth, LIMIT);
    process.freeze(Duration.ofSeconds(150));

    // when
    UpgradeRun second = scene.start(scene.plan(cp -> cp.to("1.36")), "second");
    scene.until(UpgradeEvent.RunStarted.class::isInstance);
    int before = starts(calls);
    UpgradeOutcome outcome = scene.end(second);
    scene.time.advance(Duration.ofMinutes(10));

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(starts(calls)).as("asked for by the process that woke up").isEqualTo(before);
    assertThat(scene.changes()).doesNotHaveDuplicates();
  }

  private static int starts(CrashingProcess calls) {
    return (int) calls.effects().stream().filter("start"::equals).count();
  }

  private static UpgradePlan plan(ControlPlaneScene scene, CrashingProcess process) {
    return plan(scene, process, process.controlPlane(scene.port()));
  }

  private static UpgradePlan plan(
      ControlPlaneScene scene, CrashingProcess process, ControlPlane port) {
    return UpgradePlan.builder()
        .clusterClient(process.client(scene.cluster.client()))
        .controlPlane(port, cp -> cp.to("1.36"))
        .build();
  }

  /** One process that may die, and the ones that go on. */
  private static final class Trial {
    private final ControlPlaneScene scene;
    private final List<Upgrader> upgraders = new ArrayList<>();
    private Optional<CrashingProcess> process = Optional.empty();
    private Optional<UpgradeOutcome> outcome = Optional.empty();
    private String point = "";

    Trial(ControlPlaneScene scene) {
      this.scene = scene;
    }

    void crash(CrashPoint at) {
      point = at.toString();
      CrashingProcess dying =
          CrashingProcess.at(at, scene.time, () -> upgraders.forEach(Upgrader::close));
      process = Optional.of(dying);
      upgraders.add(scene.process("first"));
      UpgradeRun run = upgraders.get(0).start(plan(scene, dying), Watched.recorder(scene.events));
      scene.time.runUntil(
          () -> dying.isDead() || run.outcome().toCompletableFuture().isDone(), LIMIT);
      if (!dying.isDead()) {
        outcome = Optional.of(scene.end(run));
        return;
      }
      scene.time.advance(Duration.ofSeconds(1));
      UpgradeOutcome result = next("second");
      if (result instanceof UpgradeOutcome.Failed failed
          && failed.reason() == FailureReason.ANOTHER_RUN) {
        scene.time.advance(Duration.ofMinutes(6));
        result = next("third");
      }
      outcome = Optional.of(result);
    }

    private UpgradeOutcome next(String holder) {
      return scene.end(scene.start(scene.plan(cp -> cp.to("1.36")), holder));
    }

    int effects() {
      return process.orElseThrow().effects().size();
    }

    /** Returns what is wrong with how it ended. */
    Optional<String> wrong() {
      List<String> changes = scene.changes();
      boolean well =
          outcome.filter(UpgradeOutcome::succeeded).isPresent()
              && changes.stream().distinct().count() == changes.size()
              && scene.plane.state().equals(undisturbed())
              && scene.ours().isEmpty();
      return well ? Optional.empty() : Optional.of(point + ": " + outcome + " " + changes);
    }

    private static io.evenkeel.spi.ControlPlaneState undisturbed() {
      ControlPlaneScene other = quick();
      other.run(other.plan(cp -> cp.to("1.36")));
      return other.plane.state();
    }
  }
}
