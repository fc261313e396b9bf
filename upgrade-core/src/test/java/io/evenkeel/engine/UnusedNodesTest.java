package io.evenkeel.engine;

import static io.evenkeel.engine.Scene.decides;
import static io.evenkeel.simulation.SimulationAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.GroupSummary;
import io.evenkeel.RemovedNode;
import io.evenkeel.SelfDrivenGroupBuilder;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Node;
import io.evenkeel.model.Placement;
import io.evenkeel.model.PodAffinity;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.spi.NodePatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Nodes that nobody needs go, where the plan asks for it, and the group becomes smaller. */
class UnusedNodesTest {
  private static final List<String> ONE_ZONE = List.of("a");

  @Test
  void empty_nodes_go_and_the_group_becomes_smaller() {
    // given
    Scene scene = idle(5, 0, ONE_ZONE, cluster -> app(cluster, 2, 1500));

    // when
    GroupSummary summary = run(scene);

    // then
    assertThat(scene.group().desired()).isEqualTo(2);
    assertThat(scene.world.cluster.nodes()).hasSize(2);
    assertThat(summary.replaced()).isZero();
    assertThat(summary.evictions()).isZero();
    assertThat(summary.removed())
        .hasSize(3)
        .extracting(RemovedNode::because)
        .containsOnly("it held no pods");
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void nothing_goes_that_the_plan_does_not_ask_for() {
    // given
    Scene scene = idle(5, 0, ONE_ZONE, cluster -> app(cluster, 2, 1500));

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(scene.group().desired()).isEqualTo(5);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void pods_are_packed_onto_the_nodes_that_stay_within_their_budget() {
    // given
    Scene scene =
        idle(
            6,
            0,
            ONE_ZONE,
            cluster -> {
              app(cluster, 6, 300);
              cluster.budget("shop/app", budget -> budget.maxUnavailable("1"));
            });

    // when
    GroupSummary summary = run(scene);

    // then
    assertThat(scene.group().desired()).isEqualTo(1);
    assertThat(summary.removed())
        .hasSize(5)
        .extracting(RemovedNode::because)
        .allMatch(because -> because.contains("room on"));
    assertThat(scene.world.cluster).keptBudgets().hasReadyPods("shop/app", 6).deletedNoPod();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void one_node_goes_at_a_time_where_the_plan_lets_none_be_missing_and_more_where_it_does() {
    // given
    Scene single = idle(6, 0, ONE_ZONE, cluster -> app(cluster, 1, 300));
    Scene several = of(World.idle(6, 0, ONE_ZONE, cluster -> app(cluster, 1, 300)), 3);

    // when
    run(single);
    run(several);

    // then
    assertThat(single.group().desired()).isEqualTo(1);
    assertThat(several.group().desired()).isEqualTo(1);
    assertThat(took(several)).isLessThan(took(single));
    assertThat(single.violations()).isEmpty();
    assertThat(several.violations()).isEmpty();
  }

  @Test
  void the_group_never_becomes_smaller_than_its_minimum() {
    // given
    Scene scene = idle(5, 3, ONE_ZONE, cluster -> app(cluster, 1, 300));

    // when
    GroupSummary summary = run(scene);

    // then
    assertThat(scene.group().desired()).isEqualTo(3);
    assertThat(summary.removed()).hasSize(2);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_node_stays_whose_pods_find_no_room_on_the_others() {
    // given
    Scene scene = idle(3, 0, ONE_ZONE, cluster -> app(cluster, 3, 1100));

    // when
    GroupSummary summary = run(scene);

    // then
    assertThat(scene.group().desired()).isEqualTo(3);
    assertThat(summary.evictions()).isZero();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_node_stays_whose_pods_shun_each_other() {
    // given
    Scene scene =
        idle(
            3,
            0,
            ONE_ZONE,
            cluster ->
                cluster.deployment(
                    "shop/app",
                    app ->
                        app.replicas(3).requests(100, 128).placed(UnusedNodesTest::eachOnItsOwn)));

    // when
    GroupSummary summary = run(scene);

    // then
    assertThat(scene.group().desired()).isEqualTo(3);
    assertThat(summary.evictions()).isZero();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_node_stays_with_a_pod_that_nobody_would_bring_back_or_that_is_not_to_be_disrupted() {
    // given
    Scene scene =
        idle(
            4,
            0,
            ONE_ZONE,
            cluster -> {
              List<Node> nodes = cluster.nodes();
              cluster.pod("shop/bare", pod -> pod.on(nodes.get(0).name()).requests(100, 128));
              cluster.deployment(
                  "shop/held",
                  app ->
                      app.replicas(1)
                          .requests(100, 128)
                          .annotation("karpenter.sh/do-not-disrupt", "true")
                          .placed(placement -> eachOn(placement, nodes.get(1))));
            });

    // when
    GroupSummary summary = run(scene);

    // then
    assertThat(scene.group().desired()).isEqualTo(2);
    assertThat(summary.evictions()).isZero();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_node_stays_that_somebody_keeps_from_scaling_down_and_one_that_somebody_has_closed() {
    // given
    Scene scene = idle(4, 0, ONE_ZONE, cluster -> {});
    List<Node> nodes = scene.world.cluster.nodes();
    scene
        .world
        .cluster
        .edit()
        .patch(
            nodes.get(0).name(),
            NodePatch.nothing()
                .annotate("cluster-autoscaler.kubernetes.io/scale-down-disabled", "true"))
        .patch(nodes.get(1).name(), NodePatch.nothing().cordon());
    scene.world.cluster.settle();

    // when
    run(scene);

    // then
    assertThat(scene.world.cluster.nodes())
        .extracting(Node::name)
        .contains(nodes.get(0).name(), nodes.get(1).name());
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void zones_stay_even_so_that_the_group_does_not_launch_what_has_gone() {
    // given
    Scene scene =
        idle(
            9,
            0,
            List.of("a", "b", "c"),
            cluster ->
                cluster.deployment(
                    "shop/app",
                    app ->
                        app.replicas(3)
                            .requests(1500, 128)
                            .placed(p -> p.withNodeSelector(Map.of(Node.ZONE_LABEL, "a")))));

    // when
    GroupSummary summary = run(scene);

    // then
    assertThat(scene.group().desired()).isEqualTo(7);
    assertThat(summary.leftovers()).isEmpty();
    assertThat(scene.violations()).isEmpty();
    scene.passes(Duration.ofHours(1));
    assertThat(scene.world.cluster.nodes()).hasSize(scene.group().desired());
  }

  @Test
  void outdated_nodes_that_hold_nothing_go_first_and_nothing_is_launched_for_them() {
    // given
    Scene scene = idle(5, 0, ONE_ZONE, cluster -> app(cluster, 2, 1500));
    scene.world.cloud.recommends("1.36", World.NEW);

    // when
    GroupSummary summary = run(scene);

    // then
    assertThat(scene.group().desired()).isEqualTo(2);
    assertThat(summary.removed()).hasSize(3);
    assertThat(summary.replaced()).isEqualTo(2);
    assertThat(summary.evictions()).isEqualTo(2);
    assertThat(scene.world.cloud.group(World.GROUP).peakInstances()).isEqualTo(5);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void what_a_roll_leaves_half_empty_is_packed_at_its_end() {
    // given
    Scene scene = idle(4, 0, ONE_ZONE, cluster -> app(cluster, 4, 300));
    scene.world.cloud.recommends("1.36", World.NEW);

    // when
    GroupSummary summary = run(scene);

    // then
    assertThat(summary.replaced()).isEqualTo(4);
    assertThat(summary.removed()).hasSize(3);
    assertThat(scene.group().desired()).isEqualTo(1);
    assertThat(scene.world.cluster).hasReadyPods("shop/app", 4);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_cancel_opens_the_node_that_is_emptied() {
    // given
    Scene scene =
        idle(
            4,
            0,
            ONE_ZONE,
            cluster -> {
              app(cluster, 8, 300);
              cluster.budget("shop/app", budget -> budget.maxUnavailable("1"));
            });
    UpgradeRun run = scene.start(SelfDrivenGroupBuilder::removeUnused);
    scene.until(decides("evict"));

    // when
    run.cancel();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Stopped.class);
    assertThat(scene.group().desired()).isEqualTo(4);
    assertThat(scene.closedNodes()).isEmpty();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_node_that_somebody_opens_meanwhile_stays() {
    // given
    Scene scene = idle(3, 0, ONE_ZONE, cluster -> app(cluster, 1, 300));
    UpgradeRun run = scene.start(SelfDrivenGroupBuilder::removeUnused);
    scene.until(decides("soak"));
    Node closed = scene.closedNodes().get(0);

    // when
    scene.world.cluster.edit().patch(closed.name(), NodePatch.nothing().uncordon());
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(scene.world.cluster.nodes()).extracting(Node::name).contains(closed.name());
    assertThat(scene.violations()).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> whoever_goes_on_after_a_process_that_died_comes_to_the_same_end_after() {
    return Stream.of(
            "write marks", "suspend", "cordon and drain", "evict", "soak", "terminate", "resume")
        .map(step -> DynamicTest.dynamicTest(step, () -> dies(step)));
  }

  private static void dies(String step) {
    // given
    Scene scene =
        idle(
            4,
            2,
            List.of("a", "b"),
            cluster -> {
              app(cluster, 4, 300);
              cluster.budget("shop/app", budget -> budget.maxUnavailable("1"));
            });
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(SelfDrivenGroupBuilder::removeUnused), scene.recorder());
    scene.until(decides(step));

    // when
    first.close();
    scene.passes(Duration.ofSeconds(30));
    scene.oracle.nextProcess();
    UpgradeOutcome outcome =
        scene.end(
            Scene.upgrader(scene.world, "second")
                .start(scene.plan(SelfDrivenGroupBuilder::removeUnused), scene.recorder()));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().desired()).isEqualTo(2);
    assertThat(scene.closedNodes()).isEmpty();
    assertThat(scene.world.cluster).keptBudgets().hasReadyPods("shop/app", 4);
    assertThat(scene.violations()).isEmpty();
  }

  private static Scene idle(
      int nodes, int min, List<String> zones, Consumer<SimulatedCluster> load) {
    return of(World.idle(nodes, min, zones, load), 0);
  }

  private static Scene of(World world, int unavailable) {
    Scene scene = Scene.of(world, unavailable, 1);
    scene.oracle.mayRemoveUnused(World.GROUP);
    return scene;
  }

  private static void app(SimulatedCluster cluster, int replicas, int cpuMillis) {
    cluster.deployment("shop/app", app -> app.replicas(replicas).requests(cpuMillis, 128));
  }

  private static Placement eachOnItsOwn(Placement placement) {
    return placement.withAffinities(
        List.of(
            new PodAffinity(
                PodAffinity.Direction.APART,
                LabelSelector.of("app", "app"),
                List.of(),
                Node.HOSTNAME_LABEL)));
  }

  private static Placement eachOn(Placement placement, Node node) {
    return placement.withNodeSelector(Map.of(Node.HOSTNAME_LABEL, node.name()));
  }

  private static GroupSummary run(Scene scene) {
    UpgradeOutcome outcome = scene.end(scene.start(SelfDrivenGroupBuilder::removeUnused));
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    return outcome.summary().groups().get(0);
  }

  private static Duration took(Scene scene) {
    return Duration.between(
        scene.events.get(0).at(), scene.events.get(scene.events.size() - 1).at());
  }
}
