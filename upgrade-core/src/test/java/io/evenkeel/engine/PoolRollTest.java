package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Candidate;
import io.evenkeel.FailureReason;
import io.evenkeel.GroupSummary;
import io.evenkeel.MaintenanceWindow;
import io.evenkeel.NodeOrder;
import io.evenkeel.NodePoolBuilder;
import io.evenkeel.NodeSelector;
import io.evenkeel.Obstacle;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Taint;
import io.evenkeel.simulation.BootedInstance;
import io.evenkeel.simulation.NodePoolBudget;
import io.evenkeel.simulation.SimulatedControlPlane;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.NodePoolProvider;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The nodes of a pool are replaced watched, gated or driven. */
class PoolRollTest {

  /** The three ways, within limits that fit the scene. */
  enum Way {
    WATCHED(NodePoolBuilder::watched),
    GATED(pool -> pool.gated(Quantity.nodes(2))),
    DRIVEN(pool -> pool.driven(Quantity.nodes(2)));

    final Consumer<NodePoolBuilder> how;

    Way(Consumer<NodePoolBuilder> how) {
      this.how = how;
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_outdated_node_is_replaced_and_nothing_of_ours_is_left(Way way) {
    // given
    PoolScene scene = new PoolScene();
    Set<String> old = scene.oldNodes();
    scene.pools.drift(PoolScene.POOL);

    // when
    UpgradeOutcome outcome = scene.end(scene.start(way.how));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.oldNodes()).doesNotContainAnyElementsOf(old);
    assertThat(scene.claims()).allMatch(claim -> claim.outdatedBecause().isEmpty());
    assertThat(outcome.summary().groups().get(0).replaced()).isEqualTo(PoolScene.NODES);
    assertThat(scene.marksLeft()).isEmpty();
    assertThat(scene.broken).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"GATED", "DRIVEN"})
  void there_are_never_more_nodes_than_the_surge_allows_nor_fewer_than_before(Way way) {
    // given
    PoolScene scene = new PoolScene();
    scene.pools.drift(PoolScene.POOL);

    // when
    scene.end(scene.start(way.how));

    // then
    assertThat(scene.mostNodes).isLessThanOrEqualTo(PoolScene.NODES + 2);
    assertThat(scene.fewestNodes).isGreaterThanOrEqualTo(PoolScene.NODES);
  }

  @ParameterizedTest
  @EnumSource(names = {"WATCHED", "GATED"})
  void where_no_node_is_asked_for_nothing_is_looked_for_that_asking_needs(Way way) {
    // given
    PoolScene scene = new PoolScene();
    scene.pools.drift(PoolScene.POOL);

    // when
    UpgradeOutcome outcome = scene.end(scene.start(way.how));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.steps("remove what asking for nodes has needed")).isEmpty();
  }

  @Test
  void a_pool_that_is_driven_moves_each_pod_once() {
    // given
    PoolScene scene = new PoolScene();
    scene.pools.drift(PoolScene.POOL);

    // when
    UpgradeOutcome outcome = scene.end(scene.start(Way.DRIVEN.how));

    // then
    GroupSummary pool = outcome.summary().groups().get(0);
    assertThat(pool.podsMoved()).isEqualTo(18);
    assertThat(pool.evictions()).isEqualTo(18);
  }

  @Test
  void a_pool_that_is_driven_is_done_sooner_than_one_that_is_left_to_itself() {
    // given
    PoolScene alone = new PoolScene();
    alone.pools.drift(PoolScene.POOL);
    PoolScene driven = new PoolScene();
    driven.pools.drift(PoolScene.POOL);

    // when
    Duration itsOwn = time(alone.end(alone.start(Way.WATCHED.how)));
    Duration ours = time(driven.end(driven.start(pool -> pool.driven(Quantity.nodes(6)))));

    // then
    assertThat(ours.multipliedBy(2)).isLessThan(itsOwn);
  }

  @Test
  void nodes_are_let_go_no_more_than_the_surge_at_once() {
    // given
    PoolScene scene = new PoolScene();
    scene.pools.drift(PoolScene.POOL);

    // when
    scene.end(scene.start(pool -> pool.gated(Quantity.nodes(1))));

    // then
    assertThat(scene.steps("let go")).hasSize(PoolScene.NODES).doesNotHaveDuplicates();
    assertThat(scene.mostNodes).isEqualTo(PoolScene.NODES + 1);
  }

  @Test
  void nodes_that_are_too_old_are_replaced_although_nothing_has_drifted() {
    // given
    PoolScene scene = new PoolScene();
    Set<String> old = scene.oldNodes();
    scene.time.advance(Duration.ofDays(9));

    // when
    UpgradeOutcome outcome =
        scene.end(
            scene.start(
                pool ->
                    pool.select(NodeSelector.olderThan(Duration.ofDays(9)))
                        .driven(Quantity.nodes(2))));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.oldNodes()).doesNotContainAnyElementsOf(old);
  }

  @Test
  void nodes_that_came_at_once_go_a_few_each_night_and_none_gets_too_old() {
    // given
    PoolScene scene = new PoolScene();
    Set<String> old = scene.oldNodes();
    NodeSelector evenly = NodeSelector.agedBetween(Duration.ofDays(4), Duration.ofDays(9));
    List<Integer> nights = new ArrayList<>();

    // when
    for (int night = 2; night <= 9; night++) {
      scene.time.advance(Duration.ofDays(1));
      UpgradeOutcome outcome =
          scene.end(scene.start(pool -> pool.select(evenly).driven(Quantity.nodes(1))));
      assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
      nights.add(outcome.summary().groups().get(0).replaced());
    }

    // then
    assertThat(scene.oldNodes()).doesNotContainAnyElementsOf(old);
    assertThat(nights).as("nodes each night").allMatch(nodes -> nodes <= PoolScene.NODES / 2);
    assertThat(nights).as("nodes each night").startsWith(0, 0);
  }

  @Test
  void nodes_that_nobody_selects_are_left_alone() {
    // given: the provisioner takes none of them by itself
    PoolScene scene = new PoolScene(pool -> pool.budget("0"));
    scene.pools.drift(PoolScene.POOL);
    Set<String> inZoneA = new TreeSet<>();
    scene.cluster.nodes().stream()
        .filter(node -> node.zone().equals("a"))
        .forEach(node -> inZoneA.add(node.name()));
    Set<String> others = scene.oldNodes();
    others.removeAll(inZoneA);

    // when
    UpgradeOutcome outcome =
        scene.end(
            scene.start(pool -> pool.select(NodeSelector.zone("a")).driven(Quantity.nodes(2))));

    // then
    assertThat(scene.oldNodes()).containsAll(others);
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.oldNodes()).doesNotContainAnyElementsOf(inZoneA);
    assertThat(scene.steps("have it removed")).hasSize(inZoneA.size());
  }

  @Test
  void a_pool_in_which_nothing_is_outdated_is_not_touched() {
    // given
    PoolScene scene = new PoolScene();

    // when
    UpgradeOutcome outcome = scene.end(scene.start(Way.DRIVEN.how));

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(outcome.summary().groups().get(0).replaced()).isZero();
    assertThat(scene.steps("hold")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_run_that_is_cancelled_half_way_takes_its_marks_off(Way way) {
    // given
    PoolScene scene = new PoolScene();
    scene.pools.drift(PoolScene.POOL);
    UpgradeRun run = scene.start(way.how);
    scene.time.runUntil(() -> fresh(scene) >= 2, Duration.ofHours(2));

    // when
    run.cancel();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Stopped.class);
    scene.time.advance(Duration.ofMinutes(5));
    assertThat(scene.marksLeft()).isEmpty();
    assertThat(scene.broken).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_process_that_dies_half_way_is_gone_on_with_by_the_next(Way way) {
    // given
    PoolScene scene = new PoolScene();
    Set<String> old = scene.oldNodes();
    scene.pools.drift(PoolScene.POOL);
    Upgrader first = scene.upgrader("first");
    first.start(scene.plan(way.how), scene.recorder());
    scene.time.runUntil(() -> fresh(scene) >= 2, Duration.ofHours(2));
    first.close();

    // when
    UpgradeOutcome outcome = scene.end(scene.start("second", scene.plan(way.how)));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.oldNodes()).doesNotContainAnyElementsOf(old);
    assertThat(scene.marksLeft()).isEmpty();
    assertThat(scene.broken).isEmpty();
    if (way != Way.WATCHED) {
      assertThat(scene.mostNodes).isLessThanOrEqualTo(PoolScene.NODES + 2);
    }
  }

  @Test
  void a_node_that_a_budget_keeps_from_going_carries_nothing_of_ours_when_the_run_has_failed() {
    // given
    PoolScene scene = new PoolScene();
    scene.pools.drift(PoolScene.POOL);
    UpgradeRun run =
        scene.start(pool -> pool.driven(Quantity.nodes(1)).patience(Duration.ofMinutes(10)));
    scene.time.runUntil(() -> leaving(scene) == 1, Duration.ofHours(2));

    // when
    scene.cluster.edit().minAvailable("shop/web", "100%");
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Failed.class);
    assertThat(((UpgradeOutcome.Failed) outcome).reason()).isEqualTo(FailureReason.DRAIN_STUCK);
    assertThat(leaving(scene)).as("nodes that still cannot go").isEqualTo(1);
    assertThat(scene.cluster.nodes()).filteredOn(Marks::any).isEmpty();
  }

  @Test
  void machines_that_come_and_vanish_again_and_again_are_no_move() {
    // given
    PoolScene scene = new PoolScene();
    scene.pools.drift(PoolScene.POOL);
    scene.pools.faults().join(PoolScene.POOL, BootedInstance.Joining.NEVER_REGISTERS);

    // when
    UpgradeOutcome outcome =
        scene.end(
            scene.start(pool -> pool.driven(Quantity.nodes(1)).patience(Duration.ofMinutes(50))));

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Failed.class);
    assertThat(time(outcome)).isLessThan(Duration.ofMinutes(70));
    assertThat(scene.marksLeft()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"GATED", "DRIVEN"})
  void a_node_of_others_that_cannot_leave_does_not_hold_the_roll_up(Way way) {
    // given: somebody has deleted a node that nobody selects, and a budget keeps its pods
    PoolScene scene = new PoolScene();
    NodeClaim foreign = scene.claims().get(0);
    scene.cluster.edit().minAvailable("shop/db", "100%");
    scene.pools.deleteClaim(foreign.name());
    scene.time.advance(Duration.ofMinutes(1));
    scene.cluster.edit().minAvailable("shop/db", "5");
    scene.cluster.edit().change(podOn(scene, foreign), PoolRollTest::marked);
    scene.pools.drift(PoolScene.POOL);
    Set<String> others = scene.oldNodes();
    others.remove(foreign.node().orElseThrow());

    // when
    UpgradeOutcome outcome =
        scene.end(
            scene.start(
                pool -> {
                  way.how.accept(pool);
                  pool.select(candidate -> !candidate.instance().id().equals(foreign.name()));
                }));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.oldNodes())
        .doesNotContainAnyElementsOf(others)
        .contains(foreign.node().orElseThrow());
  }

  private static Pod podOn(PoolScene scene, NodeClaim claim) {
    return scene.cluster.snapshot().pods().stream()
        .filter(pod -> pod.nodeName().equals(claim.node()) && pod.name().startsWith("db"))
        .findFirst()
        .orElseThrow();
  }

  private static Pod marked(Pod pod) {
    return pod.withMeta(pod.meta().withAnnotations(Map.of(NodePoolProvider.HELD, "true")));
  }

  @Test
  void the_order_of_the_plan_is_kept_to_where_nodes_become_outdated_one_after_another() {
    // given: nodes are found to have drifted one by one
    PoolScene scene = new PoolScene(pool -> pool.budget("0"));
    List<String> old = scene.claims().stream().map(claim -> claim.node().orElseThrow()).toList();
    NodeSelector lastFirst =
        NodeSelector.outdated()
            .orderedBy(
                NodeOrder.strict(
                    Comparator.comparing((Candidate c) -> c.node().orElseThrow().name())
                        .reversed()));
    scene.pools.drift(PoolScene.POOL);

    // when
    UpgradeOutcome outcome =
        scene.end(scene.start(pool -> pool.select(lastFirst).driven(Quantity.nodes(1))));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.told(UpgradeEvent.Decided.class))
        .filteredOn(event -> event.step().equals("have it removed"))
        .extracting(UpgradeEvent.Decided::subject)
        .containsExactlyElementsOf(old.stream().sorted(Comparator.reverseOrder()).toList());
  }

  @Test
  void a_way_that_is_left_to_us_is_gated_for_one_node_and_driven_for_more() {
    // given
    PoolScene one = new PoolScene();
    PoolScene more = new PoolScene();
    one.pools.drift(PoolScene.POOL);
    more.pools.drift(PoolScene.POOL);

    // when
    UpgradeOutcome outcomeOfOne = one.end(one.start(pool -> {}));
    UpgradeOutcome outcomeOfMore = more.end(more.start(pool -> pool.maxSurge(Quantity.nodes(2))));

    // then
    assertThat(outcomeOfOne.succeeded()).as(outcomeOfOne.toString()).isTrue();
    assertThat(one.steps("let go")).hasSize(PoolScene.NODES);
    assertThat(outcomeOfMore.succeeded()).as(outcomeOfMore.toString()).isTrue();
    assertThat(more.steps("have it removed")).hasSize(PoolScene.NODES);
  }

  @Test
  void a_run_that_goes_on_does_not_choose_what_has_come_for_it() {
    // given: the selector would choose any node
    PoolScene scene = new PoolScene(pool -> pool.budget("0"));
    Set<String> old = scene.oldNodes();
    scene.pools.drift(PoolScene.POOL);
    Consumer<NodePoolBuilder> how =
        pool -> pool.select(NodeSelector.everyNode()).driven(Quantity.nodes(1));
    Upgrader first = scene.upgrader("first");
    first.start(scene.plan(how), scene.recorder());
    scene.time.runUntil(() -> fresh(scene) >= 3, Duration.ofHours(2));
    first.close();
    int removedBefore = scene.steps("have it removed").size();

    // when
    UpgradeOutcome outcome = scene.end(scene.start("second", scene.plan(how)));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.oldNodes()).doesNotContainAnyElementsOf(old);
    assertThat(scene.steps("have it removed").size() - removedBefore)
        .isLessThanOrEqualTo(PoolScene.NODES - removedBefore + 1);
  }

  @Test
  void a_budget_is_tightened_for_the_time_of_the_run_and_given_back_as_it_is_by_then() {
    // given
    PoolScene scene = new PoolScene();
    scene.pools.drift(PoolScene.POOL);
    UpgradeRun run =
        scene.start(pool -> pool.gated(Quantity.nodes(2)).tightenBudget(Quantity.nodes(1)));
    scene.time.runUntil(() -> fresh(scene) >= 2, Duration.ofHours(2));
    assertThat(scene.pools.budgets(PoolScene.POOL)).contains(NodePoolBudget.of("1"));

    // when: somebody changes theirs meanwhile
    scene.pools.budgets(PoolScene.POOL, NodePoolBudget.of("50%"));
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.pools.budgets(PoolScene.POOL)).containsExactly(NodePoolBudget.of("50%"));
  }

  @Test
  void a_budget_that_is_tighter_already_is_left_as_it_is() {
    // given
    PoolScene scene = new PoolScene(pool -> pool.budget("1"));
    scene.pools.drift(PoolScene.POOL);

    // when
    UpgradeOutcome outcome =
        scene.end(
            scene.start(pool -> pool.gated(Quantity.nodes(2)).tightenBudget(Quantity.nodes(2))));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.pools.budgets(PoolScene.POOL)).containsExactly(NodePoolBudget.of("1"));
  }

  @Test
  void no_pod_is_deleted_past_its_budget_where_nodes_have_little_grace() {
    // given: six drains that share two budgets would last for longer than that
    PoolScene scene =
        new PoolScene(pool -> pool.budget("100%").terminationGracePeriod(Duration.ofSeconds(60)));
    scene.pools.drift(PoolScene.POOL);

    // when
    UpgradeOutcome outcome = scene.end(scene.start(pool -> pool.driven(Quantity.nodes(6))));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.broken).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"GATED", "DRIVEN"})
  void a_roll_whose_last_node_goes_as_its_window_closes_is_done_then(Way way) {
    // given
    for (int minutes = 1; minutes <= 6; minutes++) {
      PoolScene scene = new PoolScene();
      scene.pools.drift(PoolScene.POOL);
      MaintenanceWindow window =
          MaintenanceWindow.opens("0 22 * * *", ZoneOffset.UTC, Duration.ofMinutes(minutes));

      // when
      UpgradeOutcome outcome =
          scene.end(
              scene.start(
                  "first",
                  scene.plan(
                      scene.cluster.client(),
                      scene.pools.provider(),
                      way.how,
                      plan -> plan.maintenanceWindow(window))));

      // then
      assertThat(outcome.succeeded()).as(minutes + " minutes: " + outcome).isTrue();
      assertThat(outcome.summary().ended().atZone(ZoneOffset.UTC).getHour()).isEqualTo(22);
    }
  }

  @Test
  void our_own_hold_is_nobodys_obstacle() {
    // given
    PoolScene scene = new PoolScene();
    scene.pools.drift(PoolScene.POOL);
    UpgradeRun run = scene.start(Way.GATED.how);
    scene.time.runUntil(() -> fresh(scene) >= 2, Duration.ofHours(2));

    // when
    run.cancel();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(scene.told(UpgradeEvent.Hindered.class))
        .flatExtracting(UpgradeEvent.Hindered::obstacles)
        .extracting(Obstacle::cause)
        .doesNotContain(Obstacle.Cause.DO_NOT_DISRUPT);
    assertThat(outcome.summary().groups().get(0).hindered()).isEmpty();
  }

  private static long leaving(PoolScene scene) {
    return scene.claims().stream()
        .filter(claim -> claim.state() == NodeClaim.State.TERMINATING)
        .count();
  }

  private static Duration time(UpgradeOutcome outcome) {
    return Duration.between(outcome.summary().started(), outcome.summary().ended());
  }

  private static long fresh(PoolScene scene) {
    return scene.claims().stream()
        .filter(claim -> claim.createdAt().isAfter(scene.beganAt))
        .filter(claim -> claim.state() == NodeClaim.State.IN_SERVICE)
        .count();
  }

  @ParameterizedTest
  @EnumSource
  void the_control_plane_goes_up_and_then_the_pool_in_one_plan(Way way) {
    // given
    PoolScene scene = new PoolScene();
    Set<String> old = scene.oldNodes();
    SimulatedControlPlane plane =
        SimulatedControlPlane.on(scene.time, "1.36")
            .onVersion(scene.cluster::version)
            .onVersion(scene.pools::controlPlaneIs);

    // when
    UpgradePlan plan =
        scene.plan(
            scene.cluster.client(),
            scene.pools.provider(),
            way.how,
            all -> all.controlPlane(plane.provider(), to -> to.to("1.37")));
    UpgradeOutcome outcome = scene.end(scene.start("first", plan));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(plane.state().version()).isEqualTo("1.37");
    assertThat(scene.oldNodes()).doesNotContainAnyElementsOf(old);
    assertThat(scene.cluster.nodes()).allMatch(n -> n.kubeletVersion().startsWith("v1.37"));
    assertThat(scene.marksLeft()).isEmpty();
    assertThat(scene.broken).isEmpty();
  }

  @Test
  void new_nodes_that_never_come_end_the_run_with_what_keeps_them() {
    // given
    PoolScene scene = new PoolScene();
    scene.pools.faults().noCapacity(PoolScene.POOL);
    scene.pools.drift(PoolScene.POOL);

    // when
    UpgradeOutcome outcome =
        scene.end(
            scene.start(pool -> pool.driven(Quantity.nodes(2)).patience(Duration.ofMinutes(20))));

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Failed.class);
    assertThat(((UpgradeOutcome.Failed) outcome).reason())
        .as(outcome.toString())
        .isEqualTo(FailureReason.NO_CAPACITY);
    assertThat(scene.marksLeft()).isEmpty();
  }

  /**
   * A request that no new node can take would have one more launched each time: until it is taken
   * back there is one too many for each of the two.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void where_new_nodes_are_of_no_use_there_are_no_more_of_them_by_our_doing(boolean saves) {
    // given
    PoolScene scene =
        new PoolScene(
            pool -> {
              pool.budget("100%");
              if (saves) {
                pool.consolidates(Duration.ofMinutes(1));
              }
            });
    Taint unknown = new Taint("node.example.com/agent-not-ready", "", Taint.Effect.NO_SCHEDULE);
    scene.cluster.whenNodesJoin((machine, node) -> node.taint(unknown));
    scene.pools.drift(PoolScene.POOL);

    // when
    UpgradeOutcome outcome =
        scene.end(
            scene.start(pool -> pool.driven(Quantity.nodes(2)).patience(Duration.ofMinutes(40))));

    // then
    assertThat(scene.mostNodes).isLessThanOrEqualTo(PoolScene.NODES + 4);
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Failed.class);
    assertThat(scene.marksLeft()).isEmpty();
  }

  /** Each new node takes one of the three pods of the old one. */
  @Test
  void more_nodes_are_asked_for_until_those_that_have_come_take_the_pods_of_an_old_one() {
    // given
    PoolScene scene = withPodsOfOneNodeThatNewOnesTakeOneByOne();

    // when
    UpgradeOutcome outcome = scene.end(scene.start(firstNodeDrivenBy(scene, 3)));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(asked(scene)).isEqualTo(3);
    assertThat(scene.mostNodes).isEqualTo(PoolScene.NODES + 3);
    assertThat(scene.marksLeft()).isEmpty();
  }

  /** Whoever asks where an idle node is has that one at once, and is no nearer to the end. */
  @Test
  void no_more_nodes_are_asked_for_than_the_surge_allows_where_none_is_of_use() {
    // given
    PoolScene scene = withPodsOfOneNodeThatNewOnesTakeOneByOne();

    // when
    UpgradeOutcome outcome = scene.end(scene.start(firstNodeDrivenBy(scene, 2)));

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Failed.class);
    assertThat(time(outcome)).isLessThan(Duration.ofMinutes(70));
    assertThat(asked(scene)).isEqualTo(2);
    assertThat(scene.mostNodes).isEqualTo(PoolScene.NODES + 2);
    assertThat(scene.marksLeft()).isEmpty();
  }

  @Test
  void no_further_node_is_asked_for_where_all_that_the_old_one_lacks_is_its_cordon() {
    // given
    PoolScene scene = new PoolScene(pool -> pool.budget("0"));
    scene.pools.drift(PoolScene.POOL);
    scene.time.advance(Duration.ofMinutes(6));
    String old = scene.claims().get(0).node().orElseThrow();
    UpgradeRun run = scene.start(firstNodeDrivenBy(scene, 2));
    scene.time.runUntil(() -> scene.claims().size() > PoolScene.NODES, Duration.ofHours(1));

    // when
    scene
        .cluster
        .faults()
        .throttle(Permission.of("patch", "", "nodes"), 20, Duration.ofSeconds(10));
    scene.cluster.edit().patch(old, NodePatch.nothing().uncordon());
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(asked(scene)).isEqualTo(1);
  }

  private static PoolScene withPodsOfOneNodeThatNewOnesTakeOneByOne() {
    PoolScene scene = new PoolScene(pool -> pool.budget("0"));
    List<String> features =
        List.of("karpenter.k8s.aws/a", "karpenter.k8s.aws/b", "karpenter.k8s.aws/c");
    for (String feature : features) {
      scene
          .cluster
          .edit()
          .change(
              scene.claims().get(0).node().orElseThrow(),
              node -> node.withMeta(node.meta().withLabels(with(feature, node.meta().labels()))));
      scene.cluster.deployment(
          "shop/needs-" + feature.substring(feature.length() - 1),
          app ->
              app.replicas(1)
                  .requests(20, 16)
                  .placed(p -> p.withNodeSelector(Map.of(feature, "true"))));
    }
    scene.cluster.settle();
    AtomicInteger joined = new AtomicInteger();
    scene.cluster.whenNodesJoin(
        (machine, node) -> node.label(features.get(joined.getAndIncrement() % 3), "true"));
    scene.pools.drift(PoolScene.POOL);
    scene.time.advance(Duration.ofMinutes(6));
    return scene;
  }

  private static Map<String, String> with(String label, Map<String, String> labels) {
    Map<String, String> more = new TreeMap<>(labels);
    more.put(label, "true");
    return more;
  }

  private static Consumer<NodePoolBuilder> firstNodeDrivenBy(PoolScene scene, int surge) {
    String first = scene.claims().get(0).name();
    return pool ->
        pool.select(candidate -> candidate.instance().id().equals(first))
            .driven(Quantity.nodes(surge));
  }

  private static long asked(PoolScene scene) {
    return scene.steps("ask for one more node").size();
  }
}
