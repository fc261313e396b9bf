package io.evenkeel.engine;

import static io.evenkeel.engine.Scene.decides;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.model.Node;
import io.evenkeel.model.Taint;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.ClusterRecord;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.spi.NodePatch;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Others who undo what a run has done: they are recognized, told, and never fought in a loop. */
class OthersAtWorkTest {
  private final Scene scene = Scene.surging(2);

  @Test
  void a_node_that_somebody_opens_while_it_is_drained_is_left_for_later() {
    // given
    UpgradeRun run = scene.start();
    scene.until(event -> event instanceof UpgradeEvent.CanaryJudged);
    scene.until(drains(2));

    // when
    String node = lastDrained();
    scene.passes(Duration.ofMillis(100));
    scene.world.cluster.edit().patch(node, NodePatch.nothing().uncordon());
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(scene.events).anyMatch(others(node, "opened it while it was drained"));
    assertThat(scene.count(decides("close again"))).isZero();
    assertThat(outcome.succeeded()).isTrue();
    assertThat(outcome.summary().replaced()).isEqualTo(6);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_node_that_is_opened_each_time_ends_the_run_by_name() {
    // given
    UpgradeRun run = scene.start();
    scene.until(event -> event instanceof UpgradeEvent.CanaryJudged);
    scene.until(drains(2));
    String node = lastDrained();

    // when
    for (int i = 0; i < 3_600 && !run.outcome().toCompletableFuture().isDone(); i++) {
      open(node);
      scene.passes(Duration.ofSeconds(1));
    }
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Failed.class);
    assertThat(((UpgradeOutcome.Failed) outcome).reason()).isEqualTo(FailureReason.INTERFERENCE);
    assertThat(((UpgradeOutcome.Failed) outcome).message()).contains(node, "opened by somebody");
    assertThat(
            scene.count(
                event ->
                    decides("cordon and drain").test(event)
                        && ((UpgradeEvent.Decided) event).subject().equals(node)))
        .isBetween(2L, 6L);
    assertThat(scene.violations()).isEmpty();
  }

  private void open(String name) {
    scene.world.cluster.nodes().stream()
        .filter(node -> node.name().equals(name) && node.unschedulable())
        .forEach(node -> scene.world.cluster.edit().patch(name, NodePatch.nothing().uncordon()));
  }

  @Test
  void a_taint_that_somebody_takes_off_is_not_put_back() {
    // given
    UpgradeRun run = scene.start();
    scene.until(event -> event instanceof UpgradeEvent.CanaryJudged);
    Node node =
        scene.world.cluster.nodes().stream()
            .filter(n -> n.hasTaint("evenkeel.io/outdated") && !n.unschedulable())
            .findFirst()
            .orElseThrow();

    // when
    scene.world.cluster.edit().change(node.name(), n -> n.withTaints(List.of()));
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(scene.events).anyMatch(others(node.name(), "took our taint off"));
    assertThat(
            scene.count(
                event ->
                    decides("soft-close").test(event)
                        && ((UpgradeEvent.Decided) event).subject().equals(node.name())))
        .isEqualTo(1);
    assertThat(outcome.succeeded()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_node_that_somebody_else_has_closed_is_told_once_and_stays_closed_to_the_end() {
    // given
    UpgradeRun run = scene.start();
    scene.until(event -> event instanceof UpgradeEvent.CanaryJudged);
    String fresh =
        scene.world.cluster.nodes().stream()
            .filter(n -> n.taints().isEmpty() && !n.unschedulable())
            .map(Node::name)
            .findFirst()
            .orElseThrow();

    // when
    scene.world.cluster.edit().patch(fresh, NodePatch.nothing().cordon());
    scene.end(run);

    // then
    assertThat(scene.events).filteredOn(others(fresh, "has closed it")).hasSize(1);
    assertThat(scene.world.cluster.node(fresh).unschedulable()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_template_that_somebody_sets_back_each_time_ends_the_run_by_name() {
    // given
    SimulatedGroup group = scene.world.cloud.group(World.GROUP);
    TemplateVersion before = group.state().pointer();
    UpgradeRun run = scene.start();
    scene.until(event -> event instanceof UpgradeEvent.CanaryJudged);
    scene.until(decides("launch from lt-workers:2"));

    // when
    for (int i = 0; i < 3_600 && !run.outcome().toCompletableFuture().isDone(); i++) {
      scene.passes(Duration.ofSeconds(20));
      group.point(before);
    }
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(scene.events)
        .anyMatch(
            event ->
                event instanceof UpgradeEvent.OthersActed others
                    && others.what().contains("set its launch template"));
    assertThat(((UpgradeOutcome.Failed) outcome).reason()).isEqualTo(FailureReason.INTERFERENCE);
    assertThat(((UpgradeOutcome.Failed) outcome).message())
        .contains("set its launch template back");
  }

  @Test
  void processes_that_somebody_resumes_each_time_are_left_to_go_on() {
    // given
    SimulatedGroup group = scene.world.cloud.group(World.GROUP);
    UpgradeRun run = scene.start();
    scene.until(event -> event instanceof UpgradeEvent.CanaryJudged);

    // when
    for (int i = 0; i < 3_600 && !run.outcome().toCompletableFuture().isDone(); i++) {
      scene.passes(Duration.ofSeconds(20));
      group.resume(List.of("AZRebalance"));
    }
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(scene.count(decides("suspend"))).isLessThanOrEqualTo(2);
    assertThat(scene.events)
        .anyMatch(
            event ->
                event instanceof UpgradeEvent.OthersActed others
                    && others.what().contains("resumed AZRebalance"));
    assertThat(outcome).isNotNull();
  }

  private static Predicate<UpgradeEvent> others(String subject, String what) {
    return event ->
        event instanceof UpgradeEvent.OthersActed others
            && others.subject().equals(subject)
            && others.what().contains(what);
  }

  private Predicate<UpgradeEvent> drains(int times) {
    return event -> scene.count(decides("cordon and drain")) >= times;
  }

  private String lastDrained() {
    return scene.events.stream()
        .filter(decides("cordon and drain"))
        .map(event -> ((UpgradeEvent.Decided) event).subject())
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  @Test
  void a_new_node_that_ails_while_the_marks_of_its_group_go_is_not_marked_again() {
    // given
    UpgradeRun run = scene.start();
    scene.until(OthersAtWorkTest::unmarksTheGroup);

    // when
    String fresh = scene.world.cluster.nodes().get(0).name();
    Taint foreign = new Taint("example.com/broken", "", Taint.Effect.NO_SCHEDULE);
    scene.world.cluster.edit().patch(fresh, NodePatch.nothing().addTaint(foreign));
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  private static boolean unmarksTheGroup(UpgradeEvent event) {
    return event instanceof UpgradeEvent.Decided decided
        && decided.because().equals("everything is given back");
  }

  @Test
  void pods_that_make_room_for_more_important_ones_are_losses_that_the_run_waits_for() {
    // given
    Scene small = Scene.small(3, 0, 1);
    ClusterRecord record = small.world.cluster.startRecording();
    UpgradeRun run = small.start();
    small.until(event -> event instanceof UpgradeEvent.CanaryJudged);

    // when
    small.world.cluster.deployment(
        "vital", d -> d.replicas(2).requests(1600, 64).priority("vital", 1000));
    UpgradeOutcome outcome = small.end(run);

    // then
    assertThat(record.preemptions()).isPositive();
    assertThat(small.oracle.moves()).anyMatch(moves -> moves.losses() > 0);
    assertThat(outcome.succeeded()).isTrue();
    assertThat(small.violations()).isEmpty();
  }
}
