package io.evenkeel.engine;

import static io.evenkeel.engine.Scene.decides;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.DrainPolicy;
import io.evenkeel.FailureReason;
import io.evenkeel.NodeOrder;
import io.evenkeel.NodeSelector;
import io.evenkeel.NodeStage;
import io.evenkeel.Phase;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.WhenStuck;
import io.evenkeel.campaign.internal.Trial;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.BootedInstance;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.spi.Answer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScenarioTest {
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void a_bad_image_stops_at_the_canary_and_nothing_else_is_touched() {
    // given
    Scene scene = Scene.surging(2);
    scene.world.cloud.images().register(World.NEW, BootedInstance.Joining.NEVER_READY);
    CloudGroup before = scene.group();
    List<String> pods = scene.world.cluster.pods().stream().map(Pod::uid).toList();

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    assertThat(reason(outcome)).isEqualTo(FailureReason.CANARY_FAILED);
    assertThat(scene.group().pointer()).isEqualTo(before.pointer());
    assertThat(scene.group().desired()).isEqualTo(before.desired());
    assertThat(scene.group().max()).isEqualTo(before.max());
    assertThat(scene.world.cluster.pods().stream().map(Pod::uid)).containsAll(pods);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void without_capacity_the_run_fails_by_name_and_the_cluster_is_whole() {
    // given
    Scene scene = Scene.surging(1);
    List.of("a", "b", "c").forEach(zone -> scene.world.cloud.zoneHasCapacity(zone, false));

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    assertThat(reason(outcome)).isEqualTo(FailureReason.NO_CAPACITY);
    assertThat(scene.group().desired()).isEqualTo(6);
    assertThat(scene.closedNodes()).isEmpty();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_budget_that_can_never_allow_anything_is_refused_before_the_first_write() {
    // given
    Scene scene = Scene.surging(1);
    scene.world.cluster.edit().minAvailable("shop/myapp", "100%");
    scene.passes(Duration.ofMinutes(1));
    List<Node> before = scene.world.cluster.nodes();
    CloudGroup group = scene.group();

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    assertThat(reason(outcome)).isEqualTo(FailureReason.PREFLIGHT);
    assertThat(((UpgradeOutcome.Failed) outcome).message()).contains("shop/myapp");
    nothingWasWritten(scene, before, group);
  }

  @Test
  void a_group_that_is_at_its_target_succeeds_and_nothing_is_written_at_all() {
    // given
    Scene scene = Scene.surging(1);
    scene.world.cloud.recommends("1.36", World.OLD);
    List<Node> before = scene.world.cluster.nodes();
    CloudGroup group = scene.group();

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    assertThat(outcome.succeeded()).isTrue();
    nothingWasWritten(scene, before, group);
  }

  private static void nothingWasWritten(Scene scene, List<Node> nodes, CloudGroup group) {
    assertThat(scene.world.cluster.nodes()).isEqualTo(nodes);
    assertThat(scene.group()).isEqualTo(group);
    assertThat(scene.count(event -> event instanceof UpgradeEvent.Decided)).isZero();
    assertThat(scene.lease()).isInstanceOf(Answer.Missing.class);
  }

  @Test
  void what_somebody_else_adds_to_the_group_meanwhile_is_never_shed() {
    // given
    Scene scene = Scene.surging(1);
    UpgradeRun run = scene.start();
    scene.until(decides("soak"));

    // when
    scene.world.cloud.group(World.GROUP).setLimits(0, 12);
    scene.world.cloud.group(World.GROUP).setDesired(scene.group().desired() + 2);
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(scene.group().desired()).isEqualTo(8);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_drain_that_is_stuck_fails_with_its_diagnosis_and_the_node_is_reopened() {
    // given
    Scene scene = Scene.surging(2);

    // when
    UpgradeOutcome outcome = scene.end(scene.start(group -> group.drain(holdingTheDatabase())));

    // then
    assertThat(reason(outcome)).isEqualTo(FailureReason.DRAIN_STUCK);
    assertThat(((UpgradeOutcome.Failed) outcome).message()).contains("shop/db-", "held");
    assertThat(scene.closedNodes()).isEmpty();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_drain_that_is_stuck_is_quarantined_where_the_plan_says_so() {
    // given
    Scene scene = Scene.surging(2);
    scene.oracle.mayDrainSurge();

    // when
    UpgradeOutcome outcome =
        scene.end(
            scene.start(
                group ->
                    group.drain(
                        holdingTheDatabase().whenStuck(WhenStuck.quarantine(Quantity.nodes(3))))));

    // then
    List<String> quarantined = outcome.summary().groups().get(0).quarantined();
    assertThat(quarantined).isNotEmpty();
    assertThat(scene.closedNodes()).extracting(Node::name).containsAll(quarantined);
    assertThat(scene.violations()).isEmpty();
  }

  private static DrainPolicy holdingTheDatabase() {
    return DrainPolicy.eks()
        .holding(pod -> pod.name().startsWith("db-"), "held for the night")
        .timeout(Duration.ofMinutes(5));
  }

  @Test
  void without_surge_nodes_are_replaced_in_place_and_the_group_never_grows() {
    // given
    Scene scene = Scene.inPlace(1);

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(outcome.summary().replaced()).isEqualTo(6);
    assertThat(scene.world.cloud.group(World.GROUP).peakInstances()).isEqualTo(6);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_paused_run_starts_nothing_new_and_goes_on_when_it_is_resumed() {
    // given
    Scene scene = Scene.surging(1);
    UpgradeRun run = scene.start();
    scene.until(decides("cordon and drain"));

    // when
    run.pause();
    scene.passes(Duration.ofHours(1));
    long drains = scene.count(decides("cordon and drain"));
    run.resume();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(drains).isEqualTo(1);
    assertThat(outcome.succeeded()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_cancelled_run_leaves_the_group_as_large_as_it_was() {
    // given
    Scene scene = Scene.surging(2);
    UpgradeRun run = scene.start();
    scene.until(event -> event instanceof UpgradeEvent.CanaryJudged);

    // when
    scene.oracle.mayDrainSurge();
    run.cancelReturningSurge();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Stopped.class);
    assertThat(scene.group().desired()).isEqualTo(6);
    assertThat(scene.closedNodes()).isEmpty();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void pods_that_had_just_landed_on_surge_move_once_more_where_a_cancelled_run_returns_it() {
    // given
    Scene scene = Scene.surging(2);
    UpgradeRun run = scene.start();
    scene.until(UpgradeEvent.PodEvicted.class::isInstance);
    scene.passes(Duration.ofSeconds(1));

    // when
    UpgradeOutcome outcome = cancelReturningSurge(scene, run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Stopped.class);
    assertThat(scene.group().desired()).isEqualTo(6);
    assertThat(scene.group().max()).isEqualTo(6);
    assertThat(scene.closedNodes()).isEmpty();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void surge_that_a_pod_is_on_its_way_to_is_returned_once_it_has_landed() {
    // given
    Scene scene = Scene.surging(2);
    Pod db = pod(scene, "db-0");
    UpgradeRun run = scene.start(group -> group.select(firstTheNodeOf(db)));
    scene.until(decides("keep from scale-down"));
    scene.world.cluster.edit().minAvailable("shop/myapp", "100%"); // so that the node stays
    scene.world.time.runUntil(() -> isGone(scene, db), LONG);

    // when
    UpgradeOutcome outcome = cancelReturningSurge(scene, run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Stopped.class);
    assertThat(scene.group().desired()).isEqualTo(6);
    assertThat(scene.closedNodes()).isEmpty();
    assertThat(scene.violations()).isEmpty();
  }

  private static UpgradeOutcome cancelReturningSurge(Scene scene, UpgradeRun run) {
    scene.oracle.mayDrainSurge();
    run.cancelReturningSurge();
    return scene.end(run);
  }

  private static Pod pod(Scene scene, String name) {
    return scene.world.cluster.pods().stream()
        .filter(pod -> pod.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isGone(Scene scene, Pod pod) {
    return scene.world.cluster.pods().stream().noneMatch(one -> one.uid().equals(pod.uid()));
  }

  private static NodeSelector firstTheNodeOf(Pod pod) {
    return NodeSelector.outdated()
        .orderedBy(
            NodeOrder.strict(
                Comparator.comparing(
                    candidate -> !candidate.node().map(Node::name).equals(pod.nodeName()))));
  }

  @Test
  void while_a_run_is_alive_no_other_begins() {
    // given
    Scene scene = Scene.surging(1);
    UpgradeRun first = scene.start();
    scene.until(decides("cordon and drain"));

    // when
    UpgradeRun second =
        Scene.upgrader(scene.world, "second")
            .start(
                scene.world.plan(
                    group -> group.maxSurge(Quantity.nodes(1)).maxUnavailable(Quantity.nodes(0))));
    UpgradeOutcome refused = Trial.finish(scene.world.time, second, 1);
    UpgradeOutcome outcome = scene.end(first);

    // then
    assertThat(reason(refused)).isEqualTo(FailureReason.ANOTHER_RUN);
    assertThat(outcome.succeeded()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_run_whose_lease_is_taken_stops_writing_and_says_so() {
    // given
    Scene scene = Scene.surging(1);
    UpgradeRun run = scene.start();
    scene.until(decides("cordon and drain"));

    // when
    Thief.steals(scene.world);
    UpgradeOutcome outcome = scene.end(run);
    List<Node> nodes = scene.world.cluster.nodes();
    long decided = scene.count(event -> event instanceof UpgradeEvent.Decided);
    scene.passes(Duration.ofMinutes(10));

    // then
    assertThat(reason(outcome)).isEqualTo(FailureReason.LEASE_LOST);
    assertThat(scene.count(event -> event instanceof UpgradeEvent.Decided)).isEqualTo(decided);
    assertThat(scene.world.cluster.nodes()).hasSameSizeAs(nodes);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_listener_that_throws_changes_nothing_and_equal_runs_have_equal_histories() {
    // given
    Scene quiet = Scene.surging(1);
    Scene loud = Scene.surging(1);

    // when
    UpgradeRun undisturbed = quiet.start();
    UpgradeRun disturbed = loud.start();
    var unused =
        disturbed.events(
            new io.evenkeel.UpgradeListener() {
              @Override
              public void onEvent(UpgradeEvent event) {
                throw new IllegalStateException("I do not like " + event);
              }
            });
    UpgradeOutcome outcome = quiet.end(undisturbed);

    // then
    assertThat(loud.end(disturbed)).isEqualTo(outcome);
    assertThat(loud.world.cluster.history().hash()).isEqualTo(quiet.world.cluster.history().hash());
  }

  @Test
  void several_groups_are_upgraded_one_after_another() {
    // given
    World world = World.shop();
    world.cloud.group("others", group -> group.size(2).max(2).template("lt-others", World.OLD));
    world.cluster.settle();
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(world.cluster.client())
            .cloudProvider(world.cloud.provider())
            .nodeGroup(World.GROUP, group -> group.maxSurge(Quantity.nodes(2)))
            .nodeGroup("others", group -> group.maxSurge(Quantity.nodes(1)))
            .build();

    // when
    UpgradeOutcome outcome = Trial.finish(world.time, world.start(plan), 1);

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(outcome.summary().replaced()).isEqualTo(8);
    assertThat(world.events).filteredOn(ScenarioTest::endsFirstGroup).hasSize(1);
    int ended =
        world.events.indexOf(
            world.events.stream().filter(ScenarioTest::endsFirstGroup).findFirst().orElseThrow());
    assertThat(world.events.subList(0, ended)).noneMatch(ScenarioTest::drainsSecondGroup);
  }

  private static boolean endsFirstGroup(UpgradeEvent event) {
    return event instanceof UpgradeEvent.PhaseStarted started
        && started.group().equals(World.GROUP)
        && started.phase() == Phase.DONE;
  }

  private static boolean drainsSecondGroup(UpgradeEvent event) {
    return event instanceof UpgradeEvent.NodeMoved moved
        && moved.group().equals("others")
        && moved.to() == NodeStage.DRAINING;
  }

  private static FailureReason reason(UpgradeOutcome outcome) {
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Failed.class);
    return ((UpgradeOutcome.Failed) outcome).reason();
  }
}
