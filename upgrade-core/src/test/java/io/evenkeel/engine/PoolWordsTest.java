package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.evenkeel.InvalidPlanException;
import io.evenkeel.NodePoolBuilder;
import io.evenkeel.Quantity;
import io.evenkeel.Target;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradePlanBuilder;
import io.evenkeel.report.SummaryReport;
import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What people read of a node pool calls it so, and names what they have written. */
class PoolWordsTest {

  @Test
  void a_pool_that_is_not_there_is_told_with_the_names_of_those_that_are() {
    // given
    PoolScene scene = new PoolScene();
    scene.pools.pool("spot", pool -> pool.weight(50));

    // when
    List<Finding> found =
        scene.upgrader("first").preflight(plan(scene, "orders", NodePoolBuilder::gated));

    // then
    assertThat(found)
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.what())
                    .isEqualTo(
                        "node pool orders: There is no node pool orders; there are spot,"
                            + " general."));
  }

  @Test
  void a_pool_is_never_called_a_node_group() {
    // given
    PoolScene scene = new PoolScene();
    scene.pools.drift(PoolScene.POOL);

    // when
    UpgradeOutcome outcome =
        scene.end(
            scene.start(pool -> pool.driven(Quantity.nodes(2)).tightenBudget(Quantity.nodes(1))));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.events).noneMatch(event -> event.toString().contains("node group"));
    assertThat(SummaryReport.of(outcome))
        .contains("node pool       general")
        .doesNotContain("node group");
  }

  @Test
  void a_surge_of_nothing_is_refused_in_the_words_of_the_call() {
    refused(
        pool -> pool.driven(Quantity.nodes(0)), "driven(..) is given 0 nodes, but a provisioner");
    refused(pool -> pool.gated(Quantity.percent(0)), "gated(..) is given 0 %, but a provisioner");
    refused(
        pool -> pool.maxSurge(Quantity.nodes(0)),
        "maxSurge(..) is given 0 nodes, but a provisioner");
    refused(pool -> pool.driven(Quantity.percent(101)), "driven(..) is given 101 %");
    refused(pool -> pool.tightenBudget(Quantity.nodes(0)), "tightenBudget(..) is given 0 nodes");
  }

  @Test
  void what_nodes_of_a_pool_are_made_of_is_not_for_a_plan_to_say() {
    refused(
        pool -> pool.to(Target.image("ami-0abc")),
        "node pool 'general': its target is image ami-0abc, but",
        "to(kubernetes(\"1.35\"))");
    refused(
        pool -> pool.to(Target.launchTemplate("lt-0abc", 7)),
        "its target is launch template lt-0abc version 7, but");
  }

  @Test
  void what_is_missing_or_twice_in_a_plan_is_told_of_a_pool_as_such() {
    PoolScene scene = new PoolScene();
    UpgradePlanBuilder twice =
        UpgradePlan.builder()
            .clusterClient(scene.cluster.client())
            .nodePool(scene.pools.provider(), "general", NodePoolBuilder::gated)
            .nodePool(scene.pools.provider(), "general", NodePoolBuilder::gated);
    assertThatExceptionOfType(InvalidPlanException.class)
        .isThrownBy(twice::build)
        .withMessageContaining("node pool 'general': it is in the plan more than once");
  }

  private static UpgradePlan plan(PoolScene scene, String pool, Consumer<NodePoolBuilder> how) {
    return UpgradePlan.builder()
        .clusterClient(scene.cluster.client())
        .nodePool(scene.pools.provider(), pool, how)
        .build();
  }

  private static void refused(Consumer<NodePoolBuilder> how, String... words) {
    PoolScene scene = new PoolScene();
    assertThatExceptionOfType(InvalidPlanException.class)
        .isThrownBy(() -> scene.plan(how))
        .satisfies(problem -> assertThat(problem.getMessage()).contains(words));
  }
}
