package io.evenkeel.engine;

import static io.evenkeel.engine.Scene.decides;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Canary;
import io.evenkeel.FailureReason;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.model.Node;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.BootedInstance;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.spi.NodePatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The first new node, and the pods of the first node drained after it, prove the target. */
class CanaryTest {
  private final Scene scene = Scene.surging(2);
  private final TemplateVersion original = scene.group().pointer();
  private final Instant begun = scene.world.time.now();

  @Test
  void pods_that_start_elsewhere_and_are_not_well_are_not_held_against_the_canary() {
    // given
    UpgradeRun run = scene.start();
    scene.until(decides("launch from"));

    // when
    scene.world.cluster.deployment("other/broken", app -> app.replicas(3).neverReadyOn(n -> true));
    scene.world.cluster.deployment("other/huge", app -> app.replicas(1).requests(64_000, 512_000));
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(verdicts()).containsExactly(UpgradeEvent.CanaryVerdict.PASSED);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void pods_of_the_drained_node_that_do_not_become_Ready_on_the_canary_fail_it() {
    // given
    scene.world.cluster.deployment(
        "shop/fragile", app -> app.replicas(6).requests(50, 64).neverReadyOn(this::isNew));
    scene.world.cluster.settle();

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    assertThat(failed(outcome).reason()).isEqualTo(FailureReason.CANARY_FAILED);
    assertThat(scene.group().pointer()).isEqualTo(original);
    assertThat(newNodes()).hasSize(1);
    assertThat(scene.closedNodes()).isEmpty();
    assertThat(outcome.summary().groups().get(0).leftovers()).isNotEmpty();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void what_the_drained_node_held_is_known_to_the_next_process_as_well() {
    // given
    scene.world.cluster.deployment(
        "shop/fragile", app -> app.replicas(6).requests(50, 64).neverReadyOn(this::isNew));
    scene.world.cluster.settle();
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> {}), scene.recorder());
    scene.until(decides("soak"));

    // when
    first.close();
    scene.oracle.nextProcess();
    UpgradeOutcome outcome =
        scene.end(
            Scene.upgrader(scene.world, "second").start(scene.plan(g -> {}), scene.recorder()));

    // then
    assertThat(failed(outcome).reason()).isEqualTo(FailureReason.CANARY_FAILED);
    assertThat(scene.group().pointer()).isEqualTo(original);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void what_a_node_held_that_vanishes_while_it_is_drained_has_to_be_well_all_the_same() {
    // given
    scene
        .world
        .cluster
        .deployment(
            "shop/fragile", app -> app.replicas(6).requests(50, 64).neverReadyOn(this::isNew))
        .budget("shop/fragile", budget -> budget.maxUnavailable("6"));
    scene.world.cluster.settle();
    Canary soonProven = Canary.standard().provenFor(Duration.ofSeconds(10));
    UpgradeRun run = scene.start(group -> group.canary(soonProven));
    scene.until(decides("evict"));

    // when
    scene.passes(Duration.ofSeconds(1));
    Node drained = scene.closedNodes().get(0);
    scene.world.cloud.group(World.GROUP).loseMachine(instanceOf(drained));
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(failed(outcome).reason()).isEqualTo(FailureReason.CANARY_FAILED);
    assertThat(scene.group().pointer()).isEqualTo(original);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void what_comes_to_the_drained_node_since_others_have_opened_it_has_to_be_well_too() {
    // given
    Canary slowlyProven = Canary.standard().provenFor(Duration.ofMinutes(3));
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> group.canary(slowlyProven)), scene.recorder());
    scene.until(decides("soak"));
    String drained = scene.closedNodes().get(0).name();
    first.close();

    // when a pod lands there that has no other place, before the next process looks
    scene.world.cluster.deployment(
        "shop/late",
        app ->
            app.replicas(1)
                .requests(50, 64)
                .placed(p -> p.withNodeSelector(Map.of("kubernetes.io/hostname", drained))));
    scene.world.cluster.edit().patch(drained, NodePatch.nothing().uncordon());
    scene.passes(Duration.ofMinutes(2));
    scene.oracle.nextProcess();
    UpgradeOutcome outcome =
        scene.end(
            Scene.upgrader(scene.world, "second")
                .start(scene.plan(group -> group.canary(slowlyProven)), scene.recorder()));

    // then
    assertThat(failed(outcome).reason()).isEqualTo(FailureReason.CANARY_FAILED);
    assertThat(scene.group().pointer()).isEqualTo(original);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void what_is_well_with_the_canary_is_written_down_once() {
    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(scene.events)
        .filteredOn(
            event -> event instanceof UpgradeEvent.Decided d && d.because().contains("well with"))
        .hasSize(1);
  }

  @Test
  void a_bad_image_is_not_left_armed_by_a_process_that_died_while_it_was() {
    // given
    scene.world.cloud.images().register(World.NEW, BootedInstance.Joining.NEVER_READY);
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> {}), scene.recorder());
    scene.until(decides("set desired"));
    first.close();
    scene.passes(Duration.ofMinutes(5));

    // when
    scene.oracle.nextProcess();
    UpgradeOutcome outcome =
        scene.end(
            Scene.upgrader(scene.world, "second").start(scene.plan(g -> {}), scene.recorder()));

    // then
    assertThat(failed(outcome).reason()).isEqualTo(FailureReason.CANARY_FAILED);
    assertThat(scene.group().pointer()).isEqualTo(original);
    assertThat(scene.group().desired()).isEqualTo(6);
    assertThat(newNodes()).isEmpty();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_node_emptied_for_a_canary_that_came_elsewhere_leaves_it_to_be_proven() {
    // given a group that others have made smaller, so that a node has to make room
    Scene small = Scene.small(4, 1, 2);
    Quantity part = Quantity.percent(30);
    small.oracle.limits(World.GROUP, Quantity.nodes(1), part);
    SimulatedGroup workers = small.world.cloud.group(World.GROUP);
    workers.setLimits(0, 8);
    UpgradeRun run = small.start(group -> group.maxSurge(part));
    small.until(because("room for the canary"));
    workers.suspend(List.of("Terminate"));
    workers.setDesired(3);
    small.until(decides("soak"));
    workers.resume(List.of("Terminate"));

    // when it may surge by one more again
    workers.setDesired(5);
    UpgradeOutcome outcome = small.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(small.violations()).isEmpty();
  }

  @Test
  void no_node_makes_room_for_a_canary_in_a_group_that_is_about_to_lose_one_by_others() {
    // given
    Scene inPlace = Scene.inPlace(1);
    UpgradeRun run = inPlace.start();
    inPlace.until(because("the first replacement is to be launched"));

    // when
    inPlace.world.cloud.group(World.GROUP).setDesired(5);
    UpgradeOutcome outcome = inPlace.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(inPlace.group().desired()).isEqualTo(5);
    assertThat(inPlace.violations()).isEmpty();
  }

  @Test
  void
      the_group_launches_from_the_target_until_the_canary_comes_for_the_node_that_was_asked_to_go() {
    // given a cloud that takes its time to answer
    Scene inPlace = Scene.inPlace(1);
    UpgradeRun run = inPlace.start();
    inPlace.until(because("the canary is launched from the target"));
    inPlace.world.cloud.callsTake(DurationRange.seconds(4, 5));
    inPlace.until(because("the canary takes its place"));

    // when something else changes meanwhile
    inPlace.passes(Duration.ofSeconds(1));
    inPlace
        .world
        .cluster
        .nodes()
        .forEach(n -> inPlace.world.cluster.edit().missHeartbeats(n.name(), Duration.ofSeconds(1)));
    UpgradeOutcome outcome = inPlace.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(inPlace.count(because("there is no room for a canary yet"))).isZero();
  }

  @Test
  void whether_a_node_makes_room_for_the_canary_is_looked_at_before_it_is_asked_again() {
    // given
    Scene inPlace = Scene.inPlace(1);
    inPlace
        .world
        .cloud
        .faults()
        .delayRequests(
            "autoscaling:TerminateInstanceInAutoScalingGroup", 1, Duration.ofSeconds(20));
    UpgradeRun run = inPlace.start();
    inPlace.until(because("the canary takes its place"));

    // when
    inPlace.world.cloud.group(World.GROUP).setLimits(0, 12);
    UpgradeOutcome outcome = inPlace.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(inPlace.count(because("the canary takes its place"))).isOne();
    assertThat(inPlace.violations()).isEmpty();
  }

  private static Predicate<UpgradeEvent> because(String reason) {
    return event ->
        event instanceof UpgradeEvent.Decided decided && decided.because().equals(reason);
  }

  @Test
  void where_the_limits_let_no_available_node_go_an_unavailable_one_goes_first_as_ever() {
    // given
    String closed = scene.world.cluster.nodes().get(0).name();
    scene.world.cluster.edit().patch(closed, NodePatch.nothing().cordon());

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  private boolean isNew(Node node) {
    return node.meta().createdAt().isAfter(begun);
  }

  private String instanceOf(Node node) {
    return scene.group().instances().stream()
        .map(CloudInstance::id)
        .filter(id -> node.providerId().orElse("").endsWith(id))
        .findFirst()
        .orElseThrow();
  }

  private List<Node> newNodes() {
    return scene.world.cluster.nodes().stream().filter(this::isNew).toList();
  }

  private List<UpgradeEvent.CanaryVerdict> verdicts() {
    return scene.events.stream()
        .filter(UpgradeEvent.CanaryJudged.class::isInstance)
        .map(e -> ((UpgradeEvent.CanaryJudged) e).verdict())
        .toList();
  }

  private static UpgradeOutcome.Failed failed(UpgradeOutcome outcome) {
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Failed.class);
    return (UpgradeOutcome.Failed) outcome;
  }
}
