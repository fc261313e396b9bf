package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.DelegatedGroupBuilder;
import io.evenkeel.FailureReason;
import io.evenkeel.NodeStage;
import io.evenkeel.Obstacle;
import io.evenkeel.Phase;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.model.Node;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedManagedGroups;
import io.evenkeel.simulation.VirtualTimeline;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutPace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A group that the cloud upgrades itself: started, watched, explained and verified. */
class RolloutTest {
  private static final String GROUP = "workers";
  private static final String TAINT = "eks.amazonaws.com/nodegroup";

  private final VirtualTimeline time = new VirtualTimeline();
  private final SimulatedCluster cluster =
      SimulatedCluster.on(time, ClusterSettings.seeded(1)).machineType("m6i.large", 2, 8, 29);
  private final SimulatedCloud cloud = SimulatedCloud.on(time, 1).joins(cluster.nodeLink());
  private final SimulatedManagedGroups groups = SimulatedManagedGroups.on(cloud, cluster);
  private final List<UpgradeEvent> events = new ArrayList<>();

  RolloutTest() {
    groups.group(
        GROUP,
        group ->
            group
                .size(6)
                .max(6)
                .zones("a", "b", "c")
                .template("lt-workers", "ami-old")
                .bootsIn(DurationRange.seconds(25, 40)));
    cluster.settle();
    cluster
        .daemonSet("kube-system/agent", agent -> {})
        .deployment("shop/myapp", app -> app.replicas(10).requests(400, 512))
        .budget("shop/myapp", budget -> budget.minAvailable("80%"))
        .statefulSet("shop/db", db -> db.replicas(3).requests(300, 512))
        .budget("shop/db", budget -> budget.maxUnavailable("1"));
    cluster.settle();
    time.advance(Duration.ofDays(1));
    cloud.kubernetesVersion("1.36").recommends("1.36", "ami-new");
  }

  @Test
  void the_cloud_replaces_every_node_and_its_phases_are_told_from_what_the_nodes_show() {
    // when
    UpgradeOutcome outcome = end(start(group -> {}));

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(images()).containsOnly("ami-new");
    assertThat(cloud.group(GROUP).state().instances()).hasSize(6);
    assertThat(outcome.summary().groups().get(0).replaced()).isEqualTo(6);
    assertThat(phases())
        .containsExactly(Phase.SET_UP, Phase.SCALE_UP, Phase.UPGRADE, Phase.SCALE_DOWN, Phase.DONE);
    assertThat(stages(NodeStage.GONE)).hasSizeGreaterThanOrEqualTo(6);
    assertThat(groups.rollouts(GROUP)).hasSize(1);
  }

  @Test
  void a_group_that_is_at_its_target_is_left_alone() {
    // given
    end(start(group -> {}));

    // when
    UpgradeOutcome outcome = end(start(group -> {}));

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(groups.rollouts(GROUP)).hasSize(1);
  }

  @Test
  void how_many_nodes_are_taken_at_once_is_set_for_the_run_and_given_back() {
    // given
    RolloutPace before = groups.pace(GROUP);

    // when
    UpgradeRun run = start(group -> group.maxUnavailable(Quantity.percent(50)));
    until(event -> event instanceof UpgradeEvent.PhaseStarted);
    RolloutPace during = groups.pace(GROUP);
    UpgradeOutcome outcome = end(run);

    // then
    assertThat(during.maxUnavailable()).isEqualTo(Quantity.percent(50));
    assertThat(groups.pace(GROUP)).isEqualTo(before);
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(outcome.summary().groups().get(0).givenBack()).hasSize(1);
  }

  @Test
  void the_budget_that_holds_a_pod_is_named_long_before_the_cloud_gives_up() {
    // given
    UpgradeRun run = start(group -> {});
    until(event -> event instanceof UpgradeEvent.PhaseStarted p && p.phase() == Phase.UPGRADE);

    // when
    cluster.edit().minAvailable("shop/db", "100%");
    until(RolloutTest::isHindered);
    Instant named = time.now();
    UpgradeOutcome outcome = end(run);

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UpgradeOutcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(FailureReason.ROLLOUT_FAILED);
              assertThat(failed.message())
                  .contains("PodEvictionFailure")
                  .contains("budget shop/db keeps 3 of 3 pods");
              assertThat(failed.remedy()).contains("budget shop/db allow one pod to be down");
            });
    assertThat(Duration.between(named, time.now())).isGreaterThan(Duration.ofMinutes(10));
  }

  @Test
  void nodes_that_are_tainted_instead_of_cordoned_are_seen_to_be_closed_and_drained() {
    // given
    groups.marksOldNodes(SimulatedManagedGroups.Marking.TAINT);
    UpgradeRun run = start(group -> {});
    until(event -> event instanceof UpgradeEvent.NodeMoved m && m.to() == NodeStage.CLOSING);
    List<Node> closing = cluster.nodes().stream().filter(n -> n.hasTaint(TAINT)).toList();

    // when
    cluster.edit().minAvailable("shop/db", "100%");
    until(RolloutTest::isHindered);
    cluster.edit().minAvailable("shop/db", "50%");
    UpgradeOutcome outcome = end(run);

    // then
    assertThat(closing).isNotEmpty().noneMatch(Node::unschedulable);
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(phases())
        .containsExactly(Phase.SET_UP, Phase.SCALE_UP, Phase.UPGRADE, Phase.SCALE_DOWN, Phase.DONE);
    assertThat(images()).containsOnly("ami-new").hasSize(6);
  }

  @Test
  void forced_it_terminates_nodes_with_the_pods_that_a_budget_keeps() {
    // given
    UpgradeRun run = start(DelegatedGroupBuilder::terminateUndrainedNodesWithTheirPods);
    until(event -> event instanceof UpgradeEvent.PhaseStarted p && p.phase() == Phase.UPGRADE);

    // when
    cluster.edit().minAvailable("shop/db", "100%");
    UpgradeOutcome outcome = end(run);

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(images()).containsOnly("ami-new").hasSize(6);
  }

  @Test
  void a_second_try_spares_the_nodes_that_are_new_already() {
    // given
    UpgradeRun run = start(group -> {});
    until(event -> event instanceof UpgradeEvent.NodeMoved m && m.to() == NodeStage.GONE);
    cluster.edit().minAvailable("shop/db", "100%").minAvailable("shop/myapp", "100%");
    end(run);
    int replaced = 6 - old();
    cluster.edit().minAvailable("shop/db", "50%").minAvailable("shop/myapp", "80%");

    // when
    UpgradeOutcome outcome = end(start(group -> {}));

    // then
    assertThat(replaced).isPositive();
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(images()).containsOnly("ami-new");
    assertThat(groups.rollouts(GROUP)).hasSize(2);
    assertThat(cloud.group(GROUP).state().desired()).isEqualTo(6);
  }

  @Test
  void a_rollout_that_somebody_has_started_is_watched_to_its_end() {
    // given
    String theirs = groups.startByHand(GROUP);
    time.advance(Duration.ofMinutes(2));

    // when
    UpgradeOutcome outcome = end(start(group -> {}));

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(groups.rollouts(GROUP)).containsExactly(theirs);
  }

  @Test
  void a_new_process_goes_on_with_the_rollout_that_a_dead_one_has_started() {
    // given
    Upgrader first = Upgrader.builder().timeline(time).holder("first").build();
    first.start(plan(group -> group.maxUnavailable(Quantity.nodes(2))), Watched.recorder(events));
    until(event -> event instanceof UpgradeEvent.PhaseStarted p && p.phase() == Phase.UPGRADE);
    first.close();

    // when
    UpgradeOutcome outcome = end(start(group -> group.maxUnavailable(Quantity.nodes(2))));

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(groups.rollouts(GROUP)).hasSize(1);
    assertThat(groups.pace(GROUP).maxUnavailable()).isEqualTo(Quantity.nodes(1));
  }

  @Test
  void cancelled_it_waits_for_what_the_cloud_cannot_stop_and_gives_back_what_it_has_set() {
    // given
    UpgradeRun run = start(group -> group.maxUnavailable(Quantity.nodes(2)));
    until(event -> event instanceof UpgradeEvent.PhaseStarted p && p.phase() == Phase.UPGRADE);

    // when
    run.cancel();
    UpgradeOutcome outcome = end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Stopped.class);
    assertThat(events)
        .anyMatch(
            event ->
                event instanceof UpgradeEvent.Waiting waiting
                    && waiting.because().contains("cannot be cancelled"));
    assertThat(groups.pace(GROUP).maxUnavailable()).isEqualTo(Quantity.nodes(1));
  }

  @Test
  void with_no_room_above_its_size_a_node_goes_before_the_next_one_comes() {
    // when
    UpgradeOutcome outcome = end(start(group -> group.capacity(RolloutPace.Capacity.IN_PLACE)));

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(cloud.group(GROUP).peakInstances()).isEqualTo(6);
    assertThat(images()).containsOnly("ami-new").hasSize(6);
  }

  @Test
  void a_group_of_another_cluster_is_refused_before_anything_is_started() {
    // given
    SimulatedCluster another = SimulatedCluster.on(time, ClusterSettings.seeded(2));
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(another.client())
            .nodeGroup(groups.provider(), GROUP, group -> {})
            .build();

    // when
    UpgradeOutcome outcome = end(Upgrader.on(time).start(plan, Watched.recorder(events)));

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UpgradeOutcome.Failed.class,
            failed ->
                assertThat(failed.findings())
                    .extracting(Finding::code)
                    .containsExactly("GROUP_NOT_IN_CLUSTER"));
    assertThat(groups.rollouts(GROUP)).isEmpty();
  }

  private UpgradeRun start(Consumer<DelegatedGroupBuilder> change) {
    return Upgrader.on(time).start(plan(change), Watched.recorder(events));
  }

  private UpgradePlan plan(Consumer<DelegatedGroupBuilder> change) {
    return UpgradePlan.builder()
        .clusterClient(cluster.client())
        .nodeGroup(groups.provider(), GROUP, change)
        .build();
  }

  private void until(Predicate<UpgradeEvent> event) {
    assertThat(time.runUntil(() -> events.stream().anyMatch(event), Duration.ofHours(3)))
        .as("told: %s", events)
        .isTrue();
  }

  private UpgradeOutcome end(UpgradeRun run) {
    time.runUntil(() -> run.outcome().toCompletableFuture().isDone(), Duration.ofHours(12));
    return run.await();
  }

  private static boolean isHindered(UpgradeEvent event) {
    return event instanceof UpgradeEvent.Hindered hindered
        && hindered.obstacles().stream()
            .anyMatch(o -> o.cause() == Obstacle.Cause.BUDGET_NEVER_ALLOWS);
  }

  private List<String> images() {
    return cluster.nodes().stream()
        .map(node -> node.meta().labels().getOrDefault(SimulatedManagedGroups.IMAGE_LABEL, ""))
        .toList();
  }

  private int old() {
    return (int) images().stream().filter("ami-old"::equals).count();
  }

  private List<Phase> phases() {
    return events.stream()
        .filter(UpgradeEvent.PhaseStarted.class::isInstance)
        .map(event -> ((UpgradeEvent.PhaseStarted) event).phase())
        .toList();
  }

  private List<UpgradeEvent> stages(NodeStage stage) {
    return events.stream()
        .filter(event -> event instanceof UpgradeEvent.NodeMoved moved && moved.to() == stage)
        .toList();
  }
}
