package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Canary;
import io.evenkeel.DrainPolicy;
import io.evenkeel.FailureReason;
import io.evenkeel.NodeStage;
import io.evenkeel.Quantity;
import io.evenkeel.SelfDrivenGroupBuilder;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.WhenStuck;
import io.evenkeel.simulation.BootedInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Every timer counts from a mark: a new process does not begin its time anew. */
class TimersTest {
  /** What a successor needs at most before it goes on: the lease, one call, and a first look. */
  private static final Duration TAKEOVER = Duration.ofMinutes(3);

  @Test
  void the_proof_of_the_canary_goes_on_in_a_new_process() {
    // given
    Scene scene = Scene.surging(2);
    Consumer<SelfDrivenGroupBuilder> slow =
        group -> group.canary(Canary.standard().provenFor(Duration.ofMinutes(20)));
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(slow), scene.recorder());
    scene.world.time.runUntil(() -> mark(scene, "canary").contains(" well "), Duration.ofHours(2));
    Instant well = scene.world.time.now();
    scene.passes(Duration.ofMinutes(12));

    // when
    UpgradeOutcome outcome = goOn(scene, first, slow);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(Duration.between(well, judged(scene)))
        .isBetween(Duration.ofMinutes(19), Duration.ofMinutes(20).plus(TAKEOVER));
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_stall_goes_on_in_a_new_process() {
    // given
    Scene scene = Scene.surging(2);
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> {}), scene.recorder());
    scene.until(event -> event instanceof UpgradeEvent.CanaryJudged);
    List.of("a", "b", "c").forEach(zone -> scene.world.cloud.zoneHasCapacity(zone, false));
    scene.world.time.runUntil(() -> mark(scene, "timers").contains("stall"), Duration.ofHours(2));
    Instant begun = scene.world.time.now();
    scene.passes(Duration.ofMinutes(10));

    // when
    UpgradeOutcome outcome = goOn(scene, first, group -> {});

    // then
    endsWithin(scene, outcome, begun, Duration.ofMinutes(15).plus(TAKEOVER));
  }

  @Test
  void a_replacement_that_never_becomes_usable_is_not_waited_for_anew() {
    // given
    Scene scene = Scene.surging(2);
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> {}), scene.recorder());
    scene.until(event -> event instanceof UpgradeEvent.CanaryJudged);
    scene.world.cloud.images().register(World.NEW, BootedInstance.Joining.NEVER_READY);
    scene.world.time.runUntil(
        () -> mark(scene, "timers").contains("unusable"), Duration.ofHours(2));
    Instant begun = scene.world.time.now();
    scene.passes(Duration.ofMinutes(8));

    // when
    UpgradeOutcome outcome = goOn(scene, first, group -> {});

    // then
    endsWithin(scene, outcome, begun, Duration.ofMinutes(15).plus(TAKEOVER));
  }

  @Test
  void a_soak_goes_on_in_a_new_process() {
    // given
    Scene scene = Scene.surging(1);
    Consumer<SelfDrivenGroupBuilder> slowly =
        group -> group.drain(DrainPolicy.eks().soak(Duration.ofMinutes(20)));
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(slowly), scene.recorder());
    scene.until(Scene.decides("soak"));
    Instant begun = scene.world.time.now();
    scene.passes(Duration.ofMinutes(12));

    // when
    UpgradeOutcome outcome = goOn(scene, first, slowly);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(Duration.between(begun, told(scene, Scene.decides("terminate"))))
        .isBetween(Duration.ofMinutes(20), Duration.ofMinutes(20).plus(TAKEOVER));
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void the_time_that_a_drain_may_take_goes_on_in_a_new_process() {
    // given
    Scene scene = Scene.surging(1);
    scene.oracle.mayDrainSurge();
    Consumer<SelfDrivenGroupBuilder> held =
        group ->
            group.drain(
                DrainPolicy.eks()
                    .holding(pod -> pod.name().startsWith("mailer"), "for the night")
                    .timeout(Duration.ofMinutes(20))
                    .whenStuck(WhenStuck.quarantine(Quantity.nodes(1))));
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(held), scene.recorder());
    scene.until(event -> event instanceof UpgradeEvent.Hindered);
    String node = hindered(scene).node();
    Instant begun = told(scene, drainOf(node));
    scene.passes(Duration.ofMinutes(12));

    // when
    goOn(scene, first, held);

    // then
    assertThat(Duration.between(begun, told(scene, Scene.decides("quarantine"))))
        .isBetween(Duration.ofSeconds(1199), Duration.ofMinutes(20).plus(TAKEOVER));
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_pause_counts_against_no_deadline_of_the_canary() {
    // given
    Scene scene = Scene.surging(1);
    UpgradeRun run = scene.start();
    scene.until(Scene.decides("set desired"));

    // when
    run.pause();
    scene.passes(Duration.ofHours(3));
    run.resume();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_time_without_any_process_counts_against_no_deadline() {
    // given
    Scene scene = Scene.surging(2);
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> {}), scene.recorder());
    scene.until(Scene.decides("set desired"));
    scene.passes(Duration.ofSeconds(1));
    first.close();

    // when
    scene.passes(Duration.ofHours(3));
    UpgradeOutcome outcome = goOn(scene, first, group -> {});

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  private static void endsWithin(
      Scene scene, UpgradeOutcome outcome, Instant begun, Duration limit) {
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Failed.class);
    assertThat(((UpgradeOutcome.Failed) outcome).reason()).isEqualTo(FailureReason.NO_CAPACITY);
    Instant failed =
        scene.events.stream()
            .filter(Scene.decides("set desired").or(Scene.decides("terminate, giving")))
            .map(UpgradeEvent::at)
            .reduce((a, b) -> b)
            .orElseThrow();
    assertThat(Duration.between(begun, failed)).isLessThan(limit);
    assertThat(scene.violations()).isEmpty();
  }

  private static Instant judged(Scene scene) {
    return told(scene, event -> event instanceof UpgradeEvent.CanaryJudged);
  }

  private static UpgradeEvent.Hindered hindered(Scene scene) {
    return scene.events.stream()
        .filter(UpgradeEvent.Hindered.class::isInstance)
        .map(UpgradeEvent.Hindered.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Predicate<UpgradeEvent> drainOf(String node) {
    return event ->
        event instanceof UpgradeEvent.NodeMoved moved
            && moved.node().equals(node)
            && moved.to() == NodeStage.DRAINING;
  }

  /** Returns when such an event was first told. */
  private static Instant told(Scene scene, Predicate<UpgradeEvent> wanted) {
    return scene.events.stream()
        .filter(wanted)
        .map(UpgradeEvent::at)
        .findFirst()
        .orElseThrow(() -> new AssertionError("it was never told; told was " + scene.events));
  }

  private static String mark(Scene scene, String name) {
    return scene.group().tags().stream()
        .filter(tag -> tag.key().equals("evenkeel.io/" + name))
        .map(tag -> tag.value())
        .findFirst()
        .orElse("");
  }

  private static UpgradeOutcome goOn(
      Scene scene, Upgrader first, Consumer<SelfDrivenGroupBuilder> change) {
    first.close();
    scene.oracle.nextProcess();
    return scene.end(
        Scene.upgrader(scene.world, "second").start(scene.plan(change), scene.recorder()));
  }
}
