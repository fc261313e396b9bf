package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.NodePoolBuilder;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.spi.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Who holds a cluster is told before a run, and what goes on by itself after it. */
class RunAtWorkTest {
  private final PoolScene scene = new PoolScene(pool -> pool.budget("0"));

  @Test
  void a_look_names_who_holds_the_cluster_with_another_plan_and_since_when() {
    // given
    Instant began = scene.time.now();
    begun("ci-7", RunAtWorkTest::byTwo);

    // when
    List<Finding> found = look(RunAtWorkTest::byOne);

    // then
    assertThat(found)
        .filteredOn(Finding::blocks)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("ANOTHER_RUN");
              assertThat(finding.what())
                  .contains(" of ci-7, begun at " + began.toString().substring(0, 16))
                  .contains("at work on this cluster with another plan");
              assertThat(finding.remedy()).contains("cancel it");
            });
  }

  @Test
  void a_look_with_the_same_plan_warns_while_its_holder_lives_and_tells_that_it_goes_on_later() {
    // given
    Upgrader first = begun("ci-7", RunAtWorkTest::byTwo);

    // when
    List<Finding> alive = look(RunAtWorkTest::byTwo);
    first.close();
    scene.time.advance(Duration.ofMinutes(2));
    List<Finding> silent = look(RunAtWorkTest::byTwo);

    // then
    assertThat(ofRuns(alive))
        .extracting(Finding::severity)
        .containsExactly(Finding.Severity.WARNING);
    assertThat(ofRuns(silent)).extracting(Finding::severity).containsExactly(Finding.Severity.INFO);
    assertThat(ofRuns(silent).get(0).what()).contains("of ci-7", "nobody is at work on it");
  }

  @Test
  void nobody_is_named_where_nobody_is_at_work() {
    scene.pools.drift(PoolScene.POOL);
    assertThat(ofRuns(look(RunAtWorkTest::byOne))).isEmpty();
  }

  @Test
  void a_second_run_is_refused_with_the_name_of_the_first() {
    // given
    begun("ci-7", RunAtWorkTest::byTwo);

    // when
    UpgradeOutcome.Failed outcome =
        (UpgradeOutcome.Failed) scene.end(scene.start("ci-8", scene.plan(RunAtWorkTest::byOne)));

    // then
    assertThat(outcome.message()).contains(" of ci-7, begun at ");
  }

  @Test
  void a_run_that_is_cancelled_names_the_nodes_that_are_still_being_removed() {
    // given: a pod takes long to stop
    scene.cluster.deployment(
        "shop/slow",
        app ->
            app.replicas(6)
                .requests(100, 128)
                .grace(Duration.ofMinutes(30))
                .stopsIn(Duration.ofMinutes(20), Duration.ofMinutes(30)));
    scene.cluster.settle();
    scene.pools.drift(PoolScene.POOL);
    UpgradeRun run = scene.start(RunAtWorkTest::byTwo);
    scene.time.runUntil(() -> !leaving().isEmpty(), Duration.ofHours(2));

    // when
    run.cancel();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(leaving()).isNotEmpty();
    assertThat(outcome.summary().groups().get(0).leftovers())
        .containsExactlyElementsOf(
            leaving().stream()
                .map(node -> "node " + node + ": its provisioner is still removing it")
                .toList());
  }

  private List<String> leaving() {
    return scene.claims().stream()
        .filter(claim -> claim.state() == NodeClaim.State.TERMINATING)
        .map(claim -> claim.node().orElseThrow())
        .toList();
  }

  private Upgrader begun(String holder, Consumer<NodePoolBuilder> how) {
    scene.pools.drift(PoolScene.POOL);
    Upgrader upgrader = scene.upgrader(holder);
    upgrader.start(scene.plan(how), scene.recorder());
    scene.time.runUntil(() -> !scene.steps("hold").isEmpty(), Duration.ofHours(1));
    return upgrader;
  }

  private List<Finding> look(Consumer<NodePoolBuilder> how) {
    return scene.upgrader("looker").preflight(scene.plan(how));
  }

  private static List<Finding> ofRuns(List<Finding> found) {
    return found.stream().filter(finding -> finding.code().equals("ANOTHER_RUN")).toList();
  }

  private static void byOne(NodePoolBuilder pool) {
    pool.driven(Quantity.nodes(1));
  }

  private static void byTwo(NodePoolBuilder pool) {
    pool.driven(Quantity.nodes(2));
  }
}
