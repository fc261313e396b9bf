package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.NodePoolBuilder;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long a roll of a pool waits, and that it says before where that cannot be enough. */
class PoolPatienceTest {
  private static final Duration GRACE = Duration.ofHours(2);

  @Test
  void a_pod_that_is_kept_for_longer_than_the_plan_has_patience_is_refused_before_the_roll() {
    // given
    PoolScene scene = drifted();
    Pod pod = hold(scene);

    // when
    List<Finding> found = scene.upgrader("first").preflight(scene.plan(PoolPatienceTest::driven));
    UpgradeOutcome outcome = scene.end(scene.start(PoolPatienceTest::driven));

    // then
    assertThat(found)
        .filteredOn(Finding::blocks)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("POD_NOT_TO_BE_DISRUPTED");
              assertThat(finding.where()).contains(pod.key().path());
              assertThat(finding.what()).contains("within 2 h", "nothing may move for 1 h");
              assertThat(finding.remedy()).contains("more patience(..) than 2 h");
            });
    assertThat(((UpgradeOutcome.Failed) outcome).reason()).isEqualTo(FailureReason.PREFLIGHT);
    assertThat(scene.marksLeft()).isEmpty();
  }

  @Test
  void with_the_patience_that_was_asked_for_such_a_roll_gets_to_its_end() {
    // given
    PoolScene scene = drifted();
    hold(scene);

    // when
    UpgradeOutcome outcome =
        scene.end(
            scene.start(
                pool -> pool.driven(Quantity.nodes(2)).patience(GRACE.plus(Duration.ofHours(1)))));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
  }

  @Test
  void a_pod_that_takes_long_to_stop_is_waited_for_although_that_takes_longer_than_the_patience() {
    // given
    PoolScene scene = new PoolScene(pool -> pool.budget("0"));
    scene.cluster.deployment(
        "shop/slow",
        app ->
            app.replicas(1).requests(100, 128).grace(GRACE).stopsIn(GRACE.minusMinutes(1), GRACE));
    scene.cluster.settle();
    scene.pools.drift(PoolScene.POOL);
    scene.time.advance(Duration.ofMinutes(6));

    // when
    UpgradeOutcome outcome = scene.end(scene.start(PoolPatienceTest::driven));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
  }

  @Test
  void what_a_run_ends_for_and_what_to_do_are_said_once() {
    // given
    PoolScene scene = drifted();
    UpgradeRun run = scene.start(PoolPatienceTest::driven);
    scene.time.runUntil(() -> !scene.steps("hold").isEmpty(), Duration.ofHours(1));

    // when
    Pod pod = hold(scene);
    UpgradeOutcome.Failed failed = (UpgradeOutcome.Failed) scene.end(run);

    // then
    assertThat(failed.message()).containsOnlyOnce(pod.name());
    assertThat(failed.remedy()).containsOnlyOnce("take the annotation off");
  }

  @Test
  void new_nodes_with_the_taint_that_the_pool_has_been_given_are_not_taken_for_useless() {
    // given: what waits is too large for any node, and would not tolerate the taint either
    PoolScene scene = new PoolScene(pool -> pool.budget("0"));
    scene.cluster.deployment("shop/waits", app -> app.replicas(1).requests(100_000, 64));
    scene.cluster.settle();
    scene.pools.change(
        PoolScene.POOL,
        pool ->
            pool.size(PoolScene.NODES).neverConsolidates().budget("0").taint(PoolScene.TOLERATED));
    scene.time.advance(Duration.ofMinutes(6));
    UpgradeRun run = scene.start(PoolPatienceTest::driven);
    scene.time.runUntil(() -> !scene.steps("have it removed").isEmpty(), Duration.ofHours(1));

    // when
    scene.cluster.edit().minAvailable("shop/web", "100%").minAvailable("shop/db", "100%");
    UpgradeOutcome.Failed failed = (UpgradeOutcome.Failed) scene.end(run);

    // then
    assertThat(failed.reason()).as(failed.message()).isEqualTo(FailureReason.DRAIN_STUCK);
    assertThat(failed.message()).contains("nothing has moved for 60 min");
  }

  private static NodePoolBuilder driven(NodePoolBuilder pool) {
    return pool.driven(Quantity.nodes(2));
  }

  /** Nothing drifts away while it is looked at: the provisioner may take no node by itself. */
  private static PoolScene drifted() {
    PoolScene scene =
        new PoolScene(pool -> pool.budget("0").neverExpires().terminationGracePeriod(GRACE));
    scene.pools.drift(PoolScene.POOL);
    scene.time.advance(Duration.ofMinutes(6));
    return scene;
  }

  private static Pod hold(PoolScene scene) {
    Pod pod =
        scene.cluster.snapshot().pods().stream()
            .filter(one -> one.name().startsWith("web"))
            .findFirst()
            .orElseThrow();
    scene
        .cluster
        .edit()
        .change(
            pod, p -> p.withMeta(p.meta().withAnnotations(Map.of(NodePoolProvider.HELD, "true"))));
    return pod;
  }
}
