package io.evenkeel.engine;

import static io.evenkeel.engine.Scene.decides;
import static io.evenkeel.engine.WaveScene.LEFT;
import static io.evenkeel.engine.WaveScene.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.FailureReason;
import io.evenkeel.NodeSelector;
import io.evenkeel.Phase;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlanBuilder;
import io.evenkeel.UpgradeRun;
import io.evenkeel.model.Node;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.SimulatedControlPlane;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Groups go one after another, those of one wave at the same time. */
class WavesTest {
  private final WaveScene scene = new WaveScene();

  private static void twoWaves(UpgradePlanBuilder plan) {
    plan.nodeGroup(World.GROUP, WaveScene::usual)
        .wave(
            "the rest",
            wave -> wave.nodeGroup(LEFT, WaveScene::usual).nodeGroup(RIGHT, WaveScene::usual));
  }

  private static void approvedWave(UpgradePlanBuilder plan) {
    plan.nodeGroup(LEFT, WaveScene::usual)
        .wave(
            "production",
            wave -> wave.needsApproval(Duration.ofDays(1)).nodeGroup(RIGHT, WaveScene::usual));
  }

  @Test
  void the_groups_of_a_wave_are_worked_on_at_the_same_time_and_waves_one_after_another() {
    // when
    UpgradeOutcome outcome = scene.end(scene.start(WavesTest::twoWaves));

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(outcome.summary().replaced()).isEqualTo(12);
    Instant firstIsDone = scene.reached(World.GROUP, Phase.DONE);
    assertThat(scene.reached(LEFT, Phase.SCALE_UP)).isAfterOrEqualTo(firstIsDone);
    assertThat(scene.reached(RIGHT, Phase.SCALE_UP)).isAfterOrEqualTo(firstIsDone);
    assertThat(scene.reached(LEFT, Phase.UPGRADE)).isBefore(scene.reached(RIGHT, Phase.DONE));
    assertThat(scene.reached(RIGHT, Phase.UPGRADE)).isBefore(scene.reached(LEFT, Phase.DONE));
    assertThat(scene.told(UpgradeEvent.WaveStarted.class))
        .extracting(UpgradeEvent.WaveStarted::wave)
        .containsExactly(World.GROUP, "the rest");
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void no_pod_moves_before_the_nodes_of_later_groups_are_known_to_go_as_well() {
    // given
    UpgradeRun run =
        scene.start(
            plan ->
                plan.nodeGroup(World.GROUP, WaveScene::usual)
                    .nodeGroup(LEFT, WaveScene::usual)
                    .nodeGroup(RIGHT, WaveScene::usual));
    scene.world.time.runUntil(() -> softClosed() == 6, Duration.ofMinutes(1));

    // when
    scene
        .world
        .cluster
        .faults()
        .throttle(Permission.of("patch", "", "nodes"), 6, Duration.ofMinutes(5));
    scene.until(decides("evict"));

    // then
    assertThat(softClosed()).isEqualTo(12);
    assertThat(scene.end(run).succeeded()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void so_it_is_after_the_control_plane_and_none_is_closed_before() {
    // given
    SimulatedControlPlane plane = SimulatedControlPlane.on(scene.world.time, "1.35");
    UpgradeRun run =
        scene.start(
            plan ->
                plan.controlPlane(plane.provider(), cp -> cp.to("1.36"))
                    .nodeGroup(World.GROUP, WaveScene::usual)
                    .nodeGroup(LEFT, WaveScene::usual)
                    .nodeGroup(RIGHT, WaveScene::usual));
    scene.until(UpgradeEvent.UpdateEnded.class::isInstance);
    long before = softClosed();

    // when
    scene.until(decides("evict"));

    // then
    assertThat(before).isZero();
    assertThat(softClosed()).isEqualTo(12);
    assertThat(scene.end(run).succeeded()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  private long softClosed() {
    return scene.world.cluster.nodes().stream().filter(WavesTest::isSoftClosed).count();
  }

  private static boolean isSoftClosed(Node node) {
    return node.taints().stream().anyMatch(taint -> taint.key().equals("evenkeel.io/outdated"));
  }

  @Test
  void what_comes_to_a_later_group_as_its_old_ones_were_is_replaced_when_its_turn_comes() {
    // given
    UpgradeRun run =
        scene.start(
            plan -> plan.nodeGroup(LEFT, WaveScene::usual).nodeGroup(RIGHT, WaveScene::usual));
    scene.until(decides("cordon and drain"));

    // when
    SimulatedGroup right = scene.world.cloud.group(RIGHT);
    right.state().instances().forEach(instance -> right.loseMachine(instance.id()));
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(right.state().instances()).allMatch(i -> i.image().equals(World.NEW));
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_group_that_was_done_is_not_begun_again_by_the_next_process() {
    // given
    SimulatedGroup left = scene.world.cloud.group(LEFT);
    String spared = left.state().instances().get(0).id();
    AtomicBoolean changedItsMind = new AtomicBoolean();
    NodeSelector selector =
        candidate -> changedItsMind.get() || !candidate.instance().id().equals(spared);
    Consumer<UpgradePlanBuilder> groups =
        plan ->
            plan.nodeGroup(LEFT, group -> WaveScene.usual(group.select(selector)))
                .nodeGroup(RIGHT, WaveScene::usual);
    Upgrader first = scene.upgrader("first");
    first.start(scene.plan(groups), scene.recorder());
    scene.until(
        event ->
            event instanceof UpgradeEvent.PhaseStarted phase
                && phase.group().equals(LEFT)
                && phase.phase() == Phase.DONE);
    scene.passes(Duration.ofMinutes(1));

    // when
    first.close();
    changedItsMind.set(true);
    scene.oracle.nextProcess();
    UpgradeOutcome outcome =
        scene.end(scene.upgrader("second").start(scene.plan(groups), scene.recorder()));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(left.state().instances()).extracting(CloudInstance::id).contains(spared);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void the_cap_on_draining_nodes_is_shared_by_the_groups_of_a_wave() {
    // when
    UpgradeOutcome outcome =
        scene.end(
            scene.start(
                plan -> {
                  plan.maxDrainingNodes(1);
                  twoWaves(plan);
                }));

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_wave_that_needs_approval_is_not_touched_before_somebody_approves_it() {
    // given
    UpgradeRun run = scene.start(WavesTest::approvedWave);
    scene.until(e -> e instanceof UpgradeEvent.ApprovalAwaited);

    // when
    scene.passes(Duration.ofHours(20));
    boolean waited =
        scene.told(UpgradeEvent.NodeMoved.class).stream()
            .noneMatch(e -> e.group().equals(RIGHT) && e.to().name().equals("LAUNCHED"));
    run.approve("production");
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(waited).isTrue();
    assertThat(outcome.succeeded()).isTrue();
    assertThat(scene.told(UpgradeEvent.Approved.class)).hasSize(1);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void an_approval_may_come_before_it_is_asked_for_and_twice() {
    // given
    UpgradeRun run = scene.start(WavesTest::approvedWave);

    // when
    run.approve("production");
    scene.until(decides("cordon and drain"));
    run.approve("production");
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(scene.told(UpgradeEvent.Approved.class)).hasSize(1);
    assertThat(scene.told(UpgradeEvent.ApprovalAwaited.class)).isEmpty();
  }

  @Test
  void an_approval_survives_the_process_that_was_given_it() {
    // given
    Upgrader first = scene.upgrader("first");
    UpgradeRun run = first.start(scene.plan(WavesTest::approvedWave), scene.recorder());
    scene.until(e -> e instanceof UpgradeEvent.ApprovalAwaited);
    run.approve("production");
    scene.until(e -> e instanceof UpgradeEvent.Approved);

    // when
    first.close();
    scene.oracle.nextProcess();
    UpgradeOutcome outcome = scene.end(scene.start("second", WavesTest::approvedWave));

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(scene.told(UpgradeEvent.Approved.class)).hasSize(1);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_crash_while_an_approval_is_awaited_does_not_skip_it_nor_begin_its_time_anew() {
    // given
    Upgrader first = scene.upgrader("first");
    first.start(scene.plan(WavesTest::approvedWave), scene.recorder());
    scene.until(e -> e instanceof UpgradeEvent.ApprovalAwaited);
    Instant asked = scene.world.time.now();
    scene.passes(Duration.ofHours(23));

    // when
    first.close();
    scene.oracle.nextProcess();
    UpgradeOutcome outcome = scene.end(scene.start("second", WavesTest::approvedWave));

    // then
    assertThat(reason(outcome)).isEqualTo(FailureReason.NOT_APPROVED);
    assertThat(((UpgradeOutcome.Failed) outcome).message()).contains("production");
    assertThat(scene.world.time.now()).isBefore(asked.plus(Duration.ofHours(25)));
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void approving_a_wave_that_the_plan_does_not_have_is_refused() {
    UpgradeRun run = scene.start(WavesTest::approvedWave);

    assertThatThrownBy(() -> run.approve("staging"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("staging");
  }

  @Test
  void a_cap_on_evictions_holds_over_all_groups_and_after_a_crash() {
    // given
    Upgrader first = scene.upgrader("first");
    var plan =
        scene.plan(
            builder -> {
              builder.maxEvictionsPerMinute(2);
              twoWaves(builder);
            });
    first.start(plan, scene.recorder());
    scene.until(e -> e instanceof UpgradeEvent.PodEvicted);

    // when
    first.close();
    scene.oracle.nextProcess();
    UpgradeOutcome outcome = scene.end(scene.upgrader("second").start(plan, scene.recorder()));

    // then
    assertThat(outcome.succeeded()).isTrue();
    List<Instant> sent =
        scene.events.stream().filter(decides("evict")).map(UpgradeEvent::at).toList();
    assertThat(sent).hasSizeGreaterThan(10);
    for (int i = 2; i < sent.size(); i++) {
      assertThat(Duration.between(sent.get(i - 2), sent.get(i)))
          .isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }
    assertThat(scene.violations()).isEmpty();
  }

  private static FailureReason reason(UpgradeOutcome outcome) {
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Failed.class);
    return ((UpgradeOutcome.Failed) outcome).reason();
  }
}
