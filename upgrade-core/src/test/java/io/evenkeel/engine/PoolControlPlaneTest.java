package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.MaintenanceWindow;
import io.evenkeel.NodePoolBuilder;
import io.evenkeel.NodeStage;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.simulation.NodePoolBudget;
import io.evenkeel.simulation.SimulatedControlPlane;
import io.evenkeel.spi.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A control plane goes up, every node of a pool drifts, and the pool is rolled at its turn. */
class PoolControlPlaneTest {
  private final PoolScene scene = new PoolScene();
  private final List<Long> heldWhenItBegan = new ArrayList<>();
  private final SimulatedControlPlane plane =
      SimulatedControlPlane.on(scene.time, "1.36")
          .upgradesWithin(Duration.ofMinutes(9))
          .onVersion(scene.pools::controlPlaneIs);

  private long held() {
    return scene.cluster.nodes().stream().filter(node -> node.hasAnnotation(Marks.HELD)).count();
  }

  private UpgradeOutcome upgrade() {
    return upgrade(pool -> pool.gated(Quantity.nodes(2)));
  }

  private UpgradeOutcome upgrade(Consumer<NodePoolBuilder> how) {
    UpgradePlan plan =
        scene.plan(
            scene.cluster.client(),
            scene.pools.provider(),
            how,
            more -> more.controlPlane(plane.provider(), control -> control.to("1.37")));
    return scene.end(scene.upgrader("first").start(plan, scene.recorder(), looksAtHolds()));
  }

  private UpgradeListener looksAtHolds() {
    return new UpgradeListener() {
      @Override
      public void onDecided(UpgradeEvent.Decided event) {
        if (event.step().startsWith("go from")) {
          heldWhenItBegan.add(held());
        }
      }
    };
  }

  @Test
  void every_node_is_held_before_the_control_plane_makes_it_outdated() {
    // when
    UpgradeOutcome outcome = upgrade();

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(heldWhenItBegan).containsExactly((long) PoolScene.NODES);
    assertThat(scene.mostNodes).isLessThanOrEqualTo(PoolScene.NODES + 2);
  }

  @Test
  void a_provisioner_that_finds_the_new_images_late_is_waited_for() {
    // given: until then it would make nodes of the old version
    scene.pools.findsImagesAfter(Duration.ofMinutes(9));

    // when
    UpgradeOutcome outcome = upgrade(pool -> pool.driven(Quantity.nodes(2)));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(nodes(scene, "1.37")).isEqualTo(PoolScene.NODES);
    assertThat(outcome.summary().groups().get(0).replaced()).isEqualTo(PoolScene.NODES);
    assertThat(scene.told(UpgradeEvent.Waiting.class))
        .filteredOn(event -> event.because().contains("images of Kubernetes 1.37"))
        .as("what is awaited is told once, with its end")
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.subject()).isEqualTo("node pool general");
              assertThat(event.because())
                  .contains("since " + event.at())
                  .contains("until " + event.at().plus(Duration.ofMinutes(16)));
            });
  }

  @Test
  void a_node_that_came_while_the_control_plane_went_up_is_replaced_like_the_others() {
    // given
    scene.time.schedule(
        Duration.ofMinutes(4),
        () -> scene.cluster.edit().scale(ObjectKind.DEPLOYMENT, "shop/web", 15));

    // when
    UpgradeOutcome outcome = upgrade();

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(nodes(scene, "1.36")).isZero();
    assertThat(nodes(scene, "1.37")).isGreaterThan(PoolScene.NODES);
  }

  @Test
  void afterwards_every_node_has_the_new_version_and_nothing_of_ours() {
    // when
    UpgradeOutcome outcome = upgrade();

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.cluster.nodes())
        .extracting(Node::kubeletVersion)
        .allMatch(version -> version.startsWith("v1.37") || version.startsWith("1.37"));
    assertThat(scene.marksLeft()).isEmpty();
    assertThat(scene.broken).isEmpty();
  }

  @Test
  void a_pool_that_makes_nodes_of_another_version_ends_the_run_by_name() {
    // given: the pool does not follow the control plane
    PoolScene pinned = new PoolScene(pool -> pool.budget("100%"));
    SimulatedControlPlane alone = SimulatedControlPlane.on(pinned.time, "1.36");

    // when
    UpgradeOutcome outcome =
        pinned.end(
            pinned.start(
                "first",
                pinned.plan(
                    pinned.cluster.client(),
                    pinned.pools.provider(),
                    pool -> pool.driven(Quantity.nodes(2)),
                    plan -> plan.controlPlane(alone.provider(), control -> control.to("1.37")))));

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UpgradeOutcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(FailureReason.ROLLOUT_FAILED);
              assertThat(failed.message()).contains("1.36").contains("1.37 is wanted");
            });
    assertThat(outcome.summary().groups().get(0).replaced()).as("nodes replaced in vain").isZero();
    assertThat(pinned.marksLeft()).isEmpty();
  }

  @Test
  void a_pool_that_is_only_watched_is_held_until_its_window_opens() {
    // given
    ZonedDateTime opens = scene.time.now().plus(Duration.ofHours(2)).atZone(ZoneOffset.UTC);
    scene.pools.budgets(PoolScene.POOL, NodePoolBudget.of("0")).drift(PoolScene.POOL);
    scene.time.advance(Duration.ofMinutes(6));
    scene.pools.budgets(PoolScene.POOL, NodePoolBudget.of("100%"));

    // when
    UpgradeOutcome outcome =
        scene.end(
            scene.start(
                "first",
                scene.plan(
                    scene.cluster.client(),
                    scene.pools.provider(),
                    NodePoolBuilder::watched,
                    plan ->
                        plan.maintenanceWindow(
                            MaintenanceWindow.opens(
                                opens.getMinute() + " " + opens.getHour() + " * * *",
                                ZoneOffset.UTC,
                                Duration.ofHours(1))))));

    // then
    Instant first =
        scene.told(UpgradeEvent.NodeMoved.class).stream()
            .filter(moved -> moved.to() == NodeStage.GONE)
            .map(UpgradeEvent.NodeMoved::at)
            .findFirst()
            .orElseThrow();
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(first).isAfter(opens.toInstant().minusSeconds(60));
    assertThat(scene.marksLeft()).isEmpty();
  }

  @Test
  void nodes_that_the_cloud_keeps_at_the_control_planes_version_go_back_before_it() {
    // given
    PoolScene auto = new PoolScene(pool -> pool.builtIn().budget("100%"));
    SimulatedControlPlane newer = autoMode(auto);
    List<Long> newerNodesWhenItWentBack = new ArrayList<>();
    newer.onVersion(version -> newerNodesWhenItWentBack.add(nodes(auto, "1.36")));

    // when
    UpgradeOutcome outcome = rollBack(auto, newer, pool -> {});

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(newerNodesWhenItWentBack).containsExactly(0L);
    assertThat(newer.state().version()).isEqualTo("1.35");
    assertThat(nodes(auto, "1.35")).isEqualTo(PoolScene.NODES);
    assertThat(auto.steps("hold")).isEmpty();
    assertThat(auto.marksLeft()).isEmpty();
    assertThat(auto.broken).isEmpty();
  }

  @Test
  void a_plan_that_would_hold_nodes_which_the_cloud_has_to_move_first_is_refused() {
    // given
    PoolScene auto = new PoolScene(pool -> pool.builtIn().budget("100%"));
    SimulatedControlPlane newer = autoMode(auto);

    // when
    UpgradeOutcome outcome = rollBack(auto, newer, pool -> pool.gated(Quantity.nodes(1)));

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UpgradeOutcome.Failed.class,
            failed ->
                assertThat(failed.findings())
                    .filteredOn(Finding::blocks)
                    .extracting(Finding::code)
                    .containsExactly("ROLLBACK_MOVES_NODES_ITSELF"));
    assertThat(newer.updates()).isEmpty();
  }

  @Test
  void nodes_of_a_pool_with_images_of_its_own_do_not_stay_newer_than_the_control_plane() {
    // given: the class of the pool still names newer images
    PoolScene own = new PoolScene(pool -> pool.pinnedImage().budget("100%"));
    SimulatedControlPlane newer = SimulatedControlPlane.on(own.time, "1.36");

    // when
    UpgradeOutcome outcome = rollBack(own, newer, pool -> pool.driven(Quantity.nodes(1)));

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UpgradeOutcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(FailureReason.PREFLIGHT);
              assertThat(failed.message()).contains("makes nodes of Kubernetes 1.36");
            });
    assertThat(newer.updates()).isEmpty();
  }

  private static SimulatedControlPlane autoMode(PoolScene auto) {
    return SimulatedControlPlane.on(auto.time, "1.36")
        .movesBackFirst(auto.pools)
        .onVersion(auto.pools::controlPlaneIs);
  }

  private static long nodes(PoolScene of, String version) {
    return of.cluster.nodes().stream()
        .filter(node -> node.kubeletVersion().contains(version))
        .count();
  }

  private static UpgradeOutcome rollBack(
      PoolScene from, SimulatedControlPlane newer, Consumer<NodePoolBuilder> how) {
    return from.end(
        from.start(
            "first",
            from.plan(
                from.cluster.client(),
                from.pools.provider(),
                how,
                plan -> plan.controlPlane(newer.provider(), cp -> cp.rollbackTo("1.35")))));
  }
}
