package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.GroupSummary;
import io.evenkeel.NodePoolBuilder;
import io.evenkeel.NodeStage;
import io.evenkeel.Quantity;
import io.evenkeel.RemovedNode;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.report.SummaryReport;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes of a pool that nobody needs are removed where the plan asks for it. */
class UnusedPoolNodesTest {

  @ParameterizedTest
  @EnumSource
  void nodes_that_hold_nothing_are_removed(PoolRollTest.Way way) {
    // given
    PoolScene scene = shrunk(0, 0);

    // when
    GroupSummary summary = run(scene, way.how);

    // then
    assertThat(scene.oldNodes()).isEmpty();
    assertThat(summary.replaced()).isZero();
    assertThat(summary.removed())
        .hasSize(PoolScene.NODES)
        .extracting(RemovedNode::because)
        .containsOnly("it held no pods");
    assertThat(scene.told(UpgradeEvent.NodeRemoved.class)).hasSize(PoolScene.NODES);
    assertThat(scene.marksLeft()).isEmpty();
  }

  @Test
  void pods_are_packed_onto_the_nodes_that_stay_within_their_budgets() {
    // given
    PoolScene scene = shrunk(4, 1);

    // when
    GroupSummary summary = run(scene, NodePoolBuilder::watched);

    // then
    assertThat(scene.oldNodes()).hasSizeBetween(2, 3);
    assertThat(scene.mostNodes).isEqualTo(PoolScene.NODES);
    assertThat(summary.removed()).hasSize(PoolScene.NODES - scene.oldNodes().size());
    assertThat(scene.broken).isEmpty();
    assertThat(pending(scene)).isEmpty();
    assertThat(scene.marksLeft()).isEmpty();
  }

  @Test
  void how_a_node_that_nobody_needs_goes_is_told_step_by_step_and_the_report_counts_it() {
    // given
    PoolScene scene = shrunk(4, 1);

    // when
    UpgradeOutcome outcome = scene.end(scene.start(NodePoolBuilder::removeUnused));

    // then
    int removed = PoolScene.NODES - scene.oldNodes().size();
    assertThat(SummaryReport.of(outcome))
        .startsWith("Upgrade succeeded: 0 nodes replaced, " + removed + " nodes removed as unused");
    Map<String, List<NodeStage>> stages =
        scene.told(UpgradeEvent.NodeMoved.class).stream()
            .collect(
                Collectors.groupingBy(
                    UpgradeEvent.NodeMoved::node,
                    TreeMap::new,
                    Collectors.mapping(UpgradeEvent.NodeMoved::to, Collectors.toList())));
    outcome.summary().groups().get(0).removed().stream()
        .map(RemovedNode::node)
        .forEach(node -> assertThat(stages.get(node)).endsWith(NodeStage.EMPTY, NodeStage.GONE));
    assertThat(stages.values())
        .contains(List.of(NodeStage.CLOSING, NodeStage.DRAINING, NodeStage.EMPTY, NodeStage.GONE));
  }

  @Test
  void nothing_is_removed_that_the_plan_does_not_ask_for() {
    // given
    PoolScene scene = shrunk(0, 0);

    // when
    UpgradeOutcome outcome = scene.end(scene.start(NodePoolBuilder::watched));

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(scene.oldNodes()).hasSize(PoolScene.NODES);
  }

  @Test
  void full_nodes_stay() {
    // given
    PoolScene scene = new PoolScene();

    // when
    GroupSummary summary = run(scene, NodePoolBuilder::watched);

    // then
    assertThat(scene.oldNodes()).hasSize(PoolScene.NODES);
    assertThat(summary.evictions()).isZero();
  }

  @Test
  void a_node_stays_that_somebody_holds_or_with_a_pod_that_somebody_holds() {
    // given
    PoolScene scene = shrunk(0, 0);
    List<Node> nodes = scene.cluster.nodes();
    String held = nodes.get(0).name();
    String holdsPod = nodes.get(1).name();
    scene.cluster.edit().patch(held, NodePatch.nothing().annotate(NodePoolProvider.HELD, "true"));
    scene.cluster.deployment(
        "shop/batch",
        app ->
            app.replicas(1)
                .requests(100, 128)
                .annotation(NodePoolProvider.HELD, "true")
                .placed(p -> p.withNodeSelector(Map.of(Node.HOSTNAME_LABEL, holdsPod))));
    scene.cluster.settle();

    // when
    GroupSummary summary = run(scene, NodePoolBuilder::watched);

    // then
    assertThat(scene.oldNodes()).containsExactlyInAnyOrder(held, holdsPod);
    assertThat(summary.evictions()).isZero();
  }

  @Test
  void together_with_a_roll_no_more_nodes_come_than_are_needed() {
    // given
    PoolScene scene = shrunk(4, 1);
    scene.pools.drift(PoolScene.POOL);

    // when
    run(scene, pool -> pool.driven(Quantity.nodes(2)));

    // then
    assertThat(scene.oldNodes()).hasSizeBetween(2, 3);
    assertThat(scene.claims()).allMatch(claim -> claim.outdatedBecause().isEmpty());
    assertThat(scene.broken).isEmpty();
    assertThat(pending(scene)).isEmpty();
    assertThat(scene.marksLeft()).isEmpty();
  }

  @Test
  void beside_a_provisioner_that_consolidates_itself_nothing_is_launched_anew() {
    // given
    PoolScene scene = new PoolScene(pool -> pool.consolidates(Duration.ofSeconds(30)));
    scene.cluster.edit().scale(ObjectKind.DEPLOYMENT, "shop/web", 4);
    scene.cluster.settle();
    scene.broken.clear();

    // when
    run(scene, NodePoolBuilder::watched);

    // then
    assertThat(scene.mostNodes).isLessThanOrEqualTo(PoolScene.NODES + 1);
    assertThat(scene.broken).isEmpty();
    assertThat(pending(scene)).isEmpty();
  }

  @Test
  void whoever_goes_on_after_a_process_that_died_comes_to_the_same_end() {
    // given
    PoolScene scene = shrunk(4, 1);
    Upgrader first = scene.upgrader("first");
    first.start(scene.plan(NodePoolBuilder::removeUnused), scene.recorder());
    scene.time.runUntil(() -> !scene.steps("close").isEmpty(), Duration.ofHours(1));

    // when
    first.close();
    scene.time.advance(Duration.ofMinutes(5));
    UpgradeOutcome outcome =
        scene.end(scene.start("second", scene.plan(NodePoolBuilder::removeUnused)));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.oldNodes()).hasSizeBetween(2, 3);
    assertThat(scene.marksLeft()).isEmpty();
    assertThat(pending(scene)).isEmpty();
  }

  @Test
  void a_cancel_opens_the_nodes_that_were_not_asked_to_go_yet() {
    // given
    PoolScene scene = shrunk(4, 1);
    UpgradeRun run = scene.start(NodePoolBuilder::removeUnused);
    scene.time.runUntil(() -> !scene.steps("close").isEmpty(), Duration.ofHours(1));

    // when
    run.cancel();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Stopped.class);
    assertThat(scene.oldNodes()).hasSize(PoolScene.NODES);
    assertThat(scene.marksLeft()).isEmpty();
  }

  /** The shop has shrunk, and its provisioner does not care. */
  private static PoolScene shrunk(int web, int db) {
    PoolScene scene = new PoolScene();
    scene.cluster.edit().scale(ObjectKind.DEPLOYMENT, "shop/web", web);
    scene.cluster.edit().scale(ObjectKind.STATEFUL_SET, "shop/db", db);
    scene.cluster.settle();
    scene.time.advance(Duration.ofMinutes(10));
    scene.broken.clear();
    return scene;
  }

  private static GroupSummary run(PoolScene scene, Consumer<NodePoolBuilder> how) {
    UpgradeOutcome outcome =
        scene.end(
            scene.start(
                pool -> {
                  how.accept(pool);
                  pool.removeUnused();
                }));
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    return outcome.summary().groups().get(0);
  }

  private static List<String> pending(PoolScene scene) {
    return scene.cluster.snapshot().pods().stream()
        .filter(pod -> pod.nodeName().isEmpty())
        .map(Pod::name)
        .toList();
  }
}
