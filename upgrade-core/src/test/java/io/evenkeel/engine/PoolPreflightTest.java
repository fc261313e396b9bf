package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.MaintenanceWindow;
import io.evenkeel.NodePoolBuilder;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Placement;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Toleration;
import io.evenkeel.simulation.NodePoolBudget;
import io.evenkeel.simulation.NodePoolSpec;
import io.evenkeel.simulation.SimulatedNodePools;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What stands against the roll of a pool is named before anything is written. */
class PoolPreflightTest {
  private static final Pattern NOT_BEFORE = Pattern.compile("ends not before (\\S+Z)");

  private static PoolScene drifted(Consumer<NodePoolSpec> more) {
    PoolScene scene =
        new PoolScene(
            pool -> {
              pool.budget("100%");
              more.accept(pool);
            });
    scene.pools.drift(PoolScene.POOL);
    scene.time.advance(Duration.ofMinutes(6));
    return scene;
  }

  /** Nothing drifts away while it is looked at: the provisioner may take no node by itself. */
  private static PoolScene held() {
    PoolScene scene =
        new PoolScene(
            pool -> pool.budget(NodePoolBudget.of("0").during("0 0 * * *", Duration.ofHours(23))));
    scene.pools.drift(PoolScene.POOL);
    scene.time.advance(Duration.ofMinutes(6));
    return scene;
  }

  private static List<Finding> preflight(PoolScene scene, Consumer<NodePoolBuilder> how) {
    return scene.upgrader("first").preflight(scene.plan(how));
  }

  private static UpgradeOutcome refused(PoolScene scene, Consumer<NodePoolBuilder> how) {
    UpgradeOutcome outcome = scene.end(scene.start(how));
    assertThat(scene.steps("hold")).isEmpty();
    assertThat(scene.marksLeft()).isEmpty();
    return outcome;
  }

  @Test
  void a_pool_of_the_clouds_own_is_not_changed() {
    // given
    PoolScene scene = drifted(pool -> pool.builtIn());

    // when
    List<Finding> found = preflight(scene, pool -> pool.gated().tightenBudget(Quantity.nodes(1)));

    // then
    assertThat(found)
        .filteredOn(Finding::blocks)
        .extracting(Finding::code)
        .contains("POOL_IS_BUILT_IN");
  }

  @Test
  void a_node_that_somebody_else_holds_is_named_and_nothing_is_written() {
    // given
    PoolScene scene = held();
    Node node = scene.cluster.nodes().get(0);
    scene
        .cluster
        .edit()
        .patch(node.name(), NodePatch.nothing().annotate(NodePoolProvider.HELD, "true"));

    // when
    List<Finding> found = preflight(scene, NodePoolBuilder::gated);
    UpgradeOutcome outcome = scene.end(scene.start(NodePoolBuilder::gated));

    // then
    assertThat(found)
        .filteredOn(finding -> finding.code().equals("NODE_NOT_TO_BE_DISRUPTED"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.where()).contains(node.name()));
    assertThat(((UpgradeOutcome.Failed) outcome).reason()).isEqualTo(FailureReason.PREFLIGHT);
    assertThat(scene.steps("hold")).isEmpty();
  }

  @Test
  void a_pod_that_must_not_be_disrupted_is_named_where_it_would_be_waited_for_without_end() {
    // given
    PoolScene scene = held();
    Pod pod = podOf(scene, "web");
    scene.cluster.edit().change(pod, PoolPreflightTest::marked);

    // when
    List<Finding> found = preflight(scene, pool -> pool.driven(Quantity.nodes(2)));

    // then
    assertThat(found)
        .filteredOn(Finding::blocks)
        .filteredOn(finding -> finding.code().equals("POD_NOT_TO_BE_DISRUPTED"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.where()).contains(pod.key().path()));
  }

  @Test
  void a_budget_that_allows_nothing_refuses_the_roll() {
    // given
    PoolScene scene = held();
    scene.cluster.edit().minAvailable("shop/web", "100%");
    scene.cluster.settle();

    // when
    UpgradeOutcome outcome = refused(scene, pool -> pool.driven(Quantity.nodes(2)));

    // then
    assertThat(outcome.toString()).contains("PREFLIGHT").contains("PodDisruptionBudget shop/web");
  }

  @Test
  void a_pool_that_is_not_there_is_named() {
    // given
    PoolScene scene = held();
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(scene.cluster.client())
            .nodePool(scene.pools.provider(), "orders", NodePoolBuilder::gated)
            .build();

    // when
    UpgradeOutcome outcome = scene.end(scene.start("first", plan));

    // then
    assertThat(outcome.toString()).contains("PREFLIGHT").contains("orders");
  }

  @Test
  void two_runs_do_not_roll_one_pool() {
    // given
    PoolScene scene = held();
    scene.start("first", scene.plan(pool -> pool.driven(Quantity.nodes(2))));
    scene.time.advance(Duration.ofSeconds(20));

    // when
    UpgradeOutcome outcome =
        scene.end(scene.start("second", scene.plan(pool -> pool.gated(Quantity.nodes(1)))));

    // then
    assertThat(((UpgradeOutcome.Failed) outcome).reason()).isEqualTo(FailureReason.ANOTHER_RUN);
  }

  @Test
  void nodes_that_will_expire_at_the_same_time_are_told_and_warned_of_shortly_before() {
    // given
    PoolScene scene = new PoolScene(pool -> pool.expireAfter(Duration.ofDays(14)));

    // when
    Finding early = expiringTogether(scene);
    scene.time.advance(Duration.ofDays(12));
    Finding late = expiringTogether(scene);

    // then
    assertThat(early.severity()).isEqualTo(Finding.Severity.INFO);
    assertThat(early.what())
        .startsWith(PoolScene.NODES + " nodes expire within the hour from ")
        .contains(", in 12 days, ");
    assertThat(late.severity()).isEqualTo(Finding.Severity.WARNING);
    assertThat(late.what()).contains(", in 23 h ");
  }

  private static Finding expiringTogether(PoolScene scene) {
    return preflight(scene, NodePoolBuilder::watched).stream()
        .filter(finding -> finding.code().equals("NODES_EXPIRE_TOGETHER"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void what_will_keep_a_node_at_its_expiry_is_foretold_with_the_time_at_which_it_is_forced() {
    // given
    PoolScene scene =
        new PoolScene(
            pool ->
                pool.expireAfter(Duration.ofDays(20)).terminationGracePeriod(Duration.ofDays(1)));
    Pod kept = podOf(scene, "web");
    Pod covered = podOf(scene, "db");
    scene.cluster.edit().change(kept, PoolPreflightTest::marked).minAvailable("shop/db", "100%");

    // when
    List<Finding> found = preflight(scene, NodePoolBuilder::watched);

    // then
    assertThat(foretold(found, kept)).anyMatch(what -> what.contains("pod " + kept.key().path()));
    assertThat(foretold(found, covered)).anyMatch(what -> what.contains("shop/db"));
    NodeClaim claim =
        scene.claims().stream()
            .filter(one -> one.node().equals(kept.nodeName()))
            .findFirst()
            .orElseThrow();
    Instant expires = claim.createdAt().plus(Duration.ofDays(20));
    assertThat(foretold(found, kept))
        .allMatch(what -> what.contains("it expires at " + expires))
        .allMatch(what -> what.contains("at " + expires.plus(Duration.ofDays(1)) + " its pods"));
  }

  @Test
  void a_node_that_is_replaced_before_it_expires_is_not_foretold() {
    // given
    PoolScene scene = held();
    scene.cluster.edit().change(podOf(scene, "web"), PoolPreflightTest::marked);

    // when
    List<Finding> found = preflight(scene, pool -> pool.gated(Quantity.nodes(1)));

    // then
    assertThat(found).isNotEmpty().noneMatch(f -> f.code().equals("EXPIRY_IS_BLOCKED"));
  }

  private static Pod podOf(PoolScene scene, String workload) {
    return scene.cluster.snapshot().pods().stream()
        .filter(pod -> pod.name().startsWith(workload))
        .findFirst()
        .orElseThrow();
  }

  private static Pod marked(Pod pod) {
    return pod.withMeta(pod.meta().withAnnotations(Map.of(NodePoolProvider.HELD, "true")));
  }

  private static List<String> foretold(List<Finding> found, Pod pod) {
    return found.stream()
        .filter(finding -> finding.code().equals("EXPIRY_IS_BLOCKED"))
        .filter(finding -> finding.where().equals("node " + pod.nodeName().orElseThrow()))
        .map(Finding::what)
        .toList();
  }

  @Test
  void a_pod_that_new_nodes_of_the_pool_would_not_let_in_is_named_before_the_roll() {
    // given
    PoolScene scene = held();
    Pod pod = podOf(scene, "db");
    scene.cluster.edit().change(pod, PoolPreflightTest::forZoneZ);

    // when
    List<Finding> found = preflight(scene, pool -> pool.gated(Quantity.nodes(1)));

    // then
    assertThat(found)
        .filteredOn(Finding::blocks)
        .filteredOn(finding -> finding.code().equals("POD_FITS_NO_NEW_NODE"))
        .singleElement()
        .satisfies(
            finding -> assertThat(finding.what()).contains(pod.key().path(), PoolScene.POOL));
  }

  @Test
  void a_pod_that_only_another_pool_would_take_is_told() {
    // given
    PoolScene scene = held();
    scene.pools.pool("zone-z", pool -> pool.zones("z"));
    Pod pod = podOf(scene, "db");
    scene.cluster.edit().change(pod, PoolPreflightTest::forZoneZ);

    // when
    List<Finding> found = preflight(scene, pool -> pool.gated(Quantity.nodes(1)));

    // then
    assertThat(found)
        .filteredOn(finding -> finding.code().equals("POD_CHANGES_POOL"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.what()).contains(pod.key().path(), "zone-z"))
        .satisfies(finding -> assertThat(finding.blocks()).isFalse());
  }

  @Test
  void a_heavier_pool_that_would_make_the_new_nodes_is_told_unless_nodes_are_asked_for_by_us() {
    // given
    PoolScene scene = held();
    scene.pools.pool("spot", pool -> pool.weight(50));
    scene.pools.pool("light", pool -> pool.weight(-1));

    // when
    List<Finding> gated = preflight(scene, pool -> pool.gated(Quantity.nodes(1)));
    List<Finding> driven = preflight(scene, pool -> pool.driven(Quantity.nodes(1)));

    // then
    assertThat(gated)
        .filteredOn(finding -> finding.code().equals("HEAVIER_POOL_FIRST"))
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.what()).contains("spot"));
    assertThat(driven).noneMatch(finding -> finding.code().equals("HEAVIER_POOL_FIRST"));
  }

  @Test
  void a_pool_at_its_limit_keeps_only_those_rolls_that_ask_for_nodes() {
    // given
    PoolScene scene = new PoolScene(pool -> pool.budget("0").atMostNodes(PoolScene.NODES));
    scene.pools.drift(PoolScene.POOL);
    scene.time.advance(Duration.ofMinutes(6));

    // when, then
    for (Consumer<NodePoolBuilder> asks :
        List.<Consumer<NodePoolBuilder>>of(
            pool -> pool.maxSurge(Quantity.nodes(2)), pool -> pool.driven(Quantity.nodes(1)))) {
      assertThat(preflight(scene, asks))
          .filteredOn(Finding::blocks)
          .extracting(Finding::code)
          .containsExactly("POOL_LIMIT_REACHED");
    }
    for (Consumer<NodePoolBuilder> lets :
        List.<Consumer<NodePoolBuilder>>of(
            NodePoolBuilder::watched, pool -> {}, pool -> pool.gated(Quantity.nodes(1)))) {
      assertThat(preflight(scene, lets))
          .filteredOn(finding -> finding.code().equals("POOL_LIMIT_REACHED"))
          .singleElement()
          .satisfies(finding -> assertThat(finding.blocks()).isFalse());
    }
  }

  @Test
  void a_held_pod_is_waited_for_no_longer_than_the_node_has_grace_however_long_it_would_live() {
    // given
    PoolScene scene =
        new PoolScene(
            pool -> pool.budget("0").neverExpires().terminationGracePeriod(Duration.ofMinutes(30)));
    scene.pools.drift(PoolScene.POOL);
    scene.time.advance(Duration.ofMinutes(6));
    scene.cluster.edit().change(podOf(scene, "web"), PoolPreflightTest::marked);

    // when
    List<Finding> found = preflight(scene, pool -> pool.driven(Quantity.nodes(2)));

    // then
    assertThat(found)
        .filteredOn(finding -> finding.code().equals("POD_NOT_TO_BE_DISRUPTED"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.blocks()).isFalse();
              assertThat(finding.what())
                  .endsWith("it is deleted within 30 min after its node is asked to go");
            });
  }

  @Test
  void a_held_pod_of_a_daemon_set_keeps_its_node_as_any_other() {
    // given
    PoolScene scene = held();
    Pod agent = podOf(scene, "agent");
    scene.cluster.edit().change(agent, PoolPreflightTest::marked);

    // when, then
    for (Consumer<NodePoolBuilder> way :
        List.<Consumer<NodePoolBuilder>>of(
            pool -> pool.gated(Quantity.nodes(1)), pool -> pool.driven(Quantity.nodes(1)))) {
      assertThat(preflight(scene, way))
          .filteredOn(Finding::blocks)
          .singleElement()
          .satisfies(finding -> assertThat(finding.where()).contains(agent.key().path()));
    }
  }

  @Test
  void a_held_pod_that_tolerates_the_drain_keeps_a_provisioner_that_begins_by_itself_only() {
    // given
    PoolScene scene = held();
    Pod agent = podOf(scene, "agent");
    scene.cluster.edit().change(agent, pod -> tolerant(marked(pod)));

    // when, then
    assertThat(preflight(scene, pool -> pool.gated(Quantity.nodes(1))))
        .filteredOn(Finding::blocks)
        .extracting(Finding::code)
        .containsExactly("POD_NOT_TO_BE_DISRUPTED");
    assertThat(preflight(scene, pool -> pool.driven(Quantity.nodes(1)))).noneMatch(Finding::blocks);
  }

  private static Pod tolerant(Pod pod) {
    Placement placement = pod.placement();
    return pod.withPlacement(
        new Placement(
            placement.nodeSelector(),
            placement.nodeTerms(),
            List.of(Toleration.of(SimulatedNodePools.DISRUPTED.key())),
            placement.spreads(),
            placement.affinities(),
            placement.volumeTerms()));
  }

  @Test
  void several_budgets_of_a_pod_and_a_held_daemon_are_foretold_of_an_expiry() {
    // given
    PoolScene scene = new PoolScene();
    Pod covered = podOf(scene, "db");
    Pod agent = podOf(scene, "agent");
    scene.cluster.budget("shop/more", budget -> budget.of("db").maxUnavailable("1"));
    scene.cluster.settle();
    scene.cluster.edit().change(agent, PoolPreflightTest::marked);

    // when
    List<Finding> found = preflight(scene, NodePoolBuilder::watched);

    // then
    assertThat(foretold(found, covered))
        .anyMatch(what -> what.contains(covered.key().path() + ", which is under several budgets"));
    assertThat(foretold(found, agent)).anyMatch(what -> what.contains(agent.key().path()));
  }

  @Test
  void the_hour_in_which_most_nodes_expire_is_told_though_others_go_before() {
    // given
    PoolScene scene = new PoolScene();
    NodeClaim early = scene.claims().get(0);
    scene.claims().stream().skip(1).forEach(claim -> scene.pools.deleteClaim(claim.name()));
    scene.time.advance(Duration.ofMinutes(50));

    // when
    List<Finding> found = preflight(scene, NodePoolBuilder::watched);

    // then
    assertThat(scene.claims()).hasSize(PoolScene.NODES).contains(early);
    assertThat(found)
        .filteredOn(finding -> finding.code().equals("NODES_EXPIRE_TOGETHER"))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.what())
                    .contains(scene.claims().get(5).node().orElseThrow())
                    .doesNotContain(early.node().orElseThrow() + ","));
  }

  private static Pod forZoneZ(Pod pod) {
    return pod.withPlacement(pod.placement().withNodeSelector(Map.of(Node.ZONE_LABEL, "z")));
  }

  @Test
  void nodes_that_expire_within_a_week_are_told_each_with_its_time() {
    // given
    PoolScene scene = new PoolScene(pool -> pool.expireAfter(Duration.ofDays(6)));
    NodeClaim claim = scene.claims().get(0);

    // when
    List<Finding> found = preflight(scene, NodePoolBuilder::watched);

    // then
    assertThat(found)
        .filteredOn(finding -> finding.code().equals("NODES_EXPIRE_SOON"))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.what())
                    .startsWith(PoolScene.NODES + " nodes expire within 7 days")
                    .contains(
                        claim.node().orElseThrow() + " at " + claim.expiresAt().orElseThrow()));
  }

  @Test
  void no_roll_of_a_pool_is_done_before_its_forecast_though_some_nodes_need_no_other() {
    // given: half of the nodes are empty
    PoolScene scene = held();
    scene.cluster.edit().scale(ObjectKind.DEPLOYMENT, "shop/web", 3);
    scene.time.advance(Duration.ofMinutes(3));
    UpgradePlan plan =
        scene.plan(
            scene.cluster.client(),
            scene.pools.provider(),
            pool -> pool.driven(Quantity.nodes(1)),
            more ->
                more.maintenanceWindow(
                    MaintenanceWindow.opens(
                        "*/10 * * * *", ZoneOffset.UTC, Duration.ofMinutes(1))));

    // when
    List<Finding> found = scene.upgrader("first").preflight(plan);
    UpgradeOutcome outcome = scene.end(scene.start("first", plan));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(found)
        .extracting(Finding::code)
        .containsAnyOf("ROLL_OUTLASTS_WINDOW", "ROLL_MAY_FIT_WINDOW");
    found.stream()
        .map(finding -> NOT_BEFORE.matcher(finding.what()))
        .filter(Matcher::find)
        .forEach(
            told ->
                assertThat(outcome.summary().ended())
                    .isAfterOrEqualTo(Instant.parse(told.group(1))));
  }

  @Test
  void a_pool_whose_budgets_never_open_is_refused_unless_its_nodes_are_removed_by_us() {
    // given
    PoolScene scene = held();
    scene.pools.budgets(PoolScene.POOL, NodePoolBudget.of("0"));

    // when, then
    for (Consumer<NodePoolBuilder> waits :
        List.<Consumer<NodePoolBuilder>>of(
            NodePoolBuilder::watched, pool -> pool.gated(Quantity.nodes(1)))) {
      UpgradeOutcome outcome = refused(scene, waits);
      assertThat(((UpgradeOutcome.Failed) outcome).findings())
          .filteredOn(Finding::blocks)
          .extracting(Finding::code)
          .containsExactly("POOL_BUDGET_NEVER_OPENS");
    }
    assertThat(preflight(scene, pool -> pool.driven(Quantity.nodes(1)))).noneMatch(Finding::blocks);
  }

  @Test
  void the_forecast_of_a_young_pool_in_an_open_window_speaks_of_neither_as_still_to_come() {
    // given: its nodes were there from the first second
    PoolScene scene = held();
    UpgradePlan plan =
        scene.plan(
            scene.cluster.client(),
            scene.pools.provider(),
            pool -> pool.driven(Quantity.nodes(1)),
            more ->
                more.maintenanceWindow(
                    MaintenanceWindow.opens("0 * * * *", ZoneOffset.UTC, Duration.ofHours(1))));

    // when
    List<Finding> found = scene.upgrader("first").preflight(plan);

    // then
    assertThat(found)
        .filteredOn(finding -> finding.code().startsWith("ROLL_"))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.what())
                    .doesNotContain("after 0 s", "opens at")
                    .contains("the window that is open now and closes at"));
  }

  @Test
  void a_pool_that_opens_at_some_time_is_waited_for() {
    // given
    PoolScene scene = held();

    // when
    List<Finding> found = preflight(scene, NodePoolBuilder::watched);

    // then
    assertThat(found).noneMatch(Finding::blocks);
  }
}
