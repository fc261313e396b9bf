package io.evenkeel.engine;

import static io.evenkeel.engine.Scene.decides;
import static io.evenkeel.engine.WaveScene.LEFT;
import static io.evenkeel.engine.WaveScene.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Checkpoint;
import io.evenkeel.FailureReason;
import io.evenkeel.GateAnswer;
import io.evenkeel.GateQuestion;
import io.evenkeel.HealthGate;
import io.evenkeel.NodeStage;
import io.evenkeel.Phase;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlanBuilder;
import io.evenkeel.UpgradeRun;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.NodePatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GatesTest {
  private final WaveScene scene = new WaveScene();
  private final List<GateQuestion> questions = new ArrayList<>();
  private GateAnswer answer = GateAnswer.open();

  private HealthGate gate() {
    return gate(question -> answer);
  }

  private HealthGate gate(Function<GateQuestion, GateAnswer> answers) {
    return HealthGate.blocking(
        "orders flow",
        question -> {
          questions.add(question);
          return answers.apply(question);
        });
  }

  private static Consumer<UpgradePlanBuilder> twoGroups(HealthGate gate) {
    return plan ->
        plan.gates(gates -> gates.gate(gate).patience(Duration.ofMinutes(30)))
            .nodeGroup(LEFT, WaveScene::usual)
            .nodeGroup(RIGHT, WaveScene::usual);
  }

  @Test
  void a_gate_that_is_a_lambda_is_named_by_the_class_that_it_stands_in() {
    // given
    HealthGate lambda = question -> CompletableFuture.completedStage(GateAnswer.open());

    // then it has the same name in every process, so that a plan with it can be gone on with
    assertThat(lambda.name()).isEqualTo(GatesTest.class.getName());
  }

  @Test
  void gates_that_are_open_are_asked_once_before_each_group_and_after_each_canary() {
    // when
    UpgradeOutcome outcome = scene.end(scene.start(twoGroups(gate())));

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(questions)
        .extracting(GateQuestion::checkpoint)
        .containsExactly(
            new Checkpoint.BeforeWave(LEFT),
            new Checkpoint.AfterCanary(LEFT),
            new Checkpoint.BeforeWave(RIGHT),
            new Checkpoint.AfterCanary(RIGHT));
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void nothing_is_written_while_the_first_gate_is_closed() {
    // given
    answer = GateAnswer.closed("it is Friday");
    UpgradeRun run = scene.start(twoGroups(gate()));

    // when
    scene.passes(Duration.ofMinutes(20));
    boolean written = scene.anyWrite();
    answer = GateAnswer.open();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(written).isFalse();
    assertThat(outcome.succeeded()).isTrue();
    assertThat(scene.told(UpgradeEvent.GateClosed.class))
        .extracting(UpgradeEvent.GateClosed::because)
        .containsExactly("it is Friday");
  }

  @Test
  void a_gate_that_is_closed_after_the_canary_holds_the_rest_of_the_group() {
    // given
    UpgradeRun run =
        scene.start(
            twoGroups(
                gate(q -> q.checkpoint() instanceof Checkpoint.AfterCanary ? answer : open())));
    answer = GateAnswer.closed("orders fail");
    scene.until(e -> e instanceof UpgradeEvent.GateClosed);

    // when
    scene.passes(Duration.ofMinutes(20));
    long gone = gone();
    String pointer = scene.world.cloud.group(LEFT).state().pointer().version();
    answer = GateAnswer.open();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(gone).isZero();
    assertThat(pointer).isEqualTo("1");
    assertThat(outcome.succeeded()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  private long gone() {
    return scene.told(UpgradeEvent.NodeMoved.class).stream()
        .filter(e -> e.to() == NodeStage.GONE || e.to() == NodeStage.TERMINATING)
        .count();
  }

  @Test
  void a_gate_that_stays_closed_fails_the_run_with_its_name_and_reason_once_patience_is_over() {
    // given
    answer = GateAnswer.closed("42 orders are stuck");

    // when
    Instant begun = scene.world.time.now();
    UpgradeOutcome outcome = scene.end(scene.start(twoGroups(gate())));

    // then
    assertThat(failed(outcome).reason()).isEqualTo(FailureReason.GATE_CLOSED);
    assertThat(failed(outcome).message())
        .contains("orders flow", "before wave left", "42 orders are stuck", "30 min");
    assertThat(Duration.between(begun, scene.world.time.now()))
        .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(32));
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_gate_that_has_failed_between_groups_ends_the_run_and_what_is_done_stays_done() {
    // given
    HealthGate gate =
        gate(
            q ->
                q.checkpoint().equals(new Checkpoint.BeforeWave(RIGHT))
                    ? GateAnswer.failed("the error budget is spent")
                    : open());

    // when
    UpgradeOutcome outcome = scene.end(scene.start(twoGroups(gate)));

    // then
    assertThat(failed(outcome).reason()).isEqualTo(FailureReason.GATE_CLOSED);
    assertThat(failed(outcome).message()).contains("the error budget is spent");
    assertThat(outcome.summary().replaced()).isEqualTo(3);
    assertThat(scene.world.cluster.nodes()).noneMatch(node -> node.unschedulable());
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_gate_that_names_a_time_is_asked_then_and_not_before() {
    // given
    Instant open = scene.world.time.now().plus(Duration.ofMinutes(17));
    HealthGate gate =
        gate(q -> q.now().isBefore(open) ? GateAnswer.closedUntil(open, "until then") : open());

    // when
    UpgradeRun run = scene.start(twoGroups(gate));
    scene.until(decides("soft-close"));

    // then
    assertThat(questions).hasSizeLessThanOrEqualTo(3);
    assertThat(scene.world.time.now()).isBetween(open, open.plusSeconds(5));
    assertThat(scene.end(run).succeeded()).isTrue();
  }

  @Test
  void a_gate_is_asked_again_when_the_cluster_has_changed() {
    // given
    scene.world.cluster.edit().patch(node(), NodePatch.nothing().label("state", "broken"));
    HealthGate gate =
        gate(
            q ->
                q.cluster().nodes().stream().anyMatch(n -> n.meta().labels().containsKey("state"))
                    ? GateAnswer.closedUntil(q.now().plus(Duration.ofDays(1)), "a node is broken")
                    : open());
    UpgradeRun run = scene.start(twoGroups(gate));
    scene.until(e -> e instanceof UpgradeEvent.GateClosed);

    // when
    scene.world.cluster.edit().patch(node(), NodePatch.nothing().removeLabel("state"));

    // then
    assertThat(scene.end(run).succeeded()).isTrue();
  }

  private String node() {
    return scene.world.cluster.nodes().get(0).name();
  }

  @Test
  void how_long_a_gate_may_stay_closed_counts_over_all_processes() {
    // given
    answer = GateAnswer.closed("it is Friday");
    Upgrader first = scene.upgrader("first");
    first.start(scene.plan(twoGroups(gate())), scene.recorder());
    scene.until(e -> e instanceof UpgradeEvent.GateClosed);
    Instant closed = scene.world.time.now();
    scene.passes(Duration.ofMinutes(20));

    // when
    first.close();
    scene.oracle.nextProcess();
    UpgradeOutcome outcome = scene.end(scene.start("second", twoGroups(gate())));

    // then
    assertThat(failed(outcome).reason()).isEqualTo(FailureReason.GATE_CLOSED);
    assertThat(Duration.between(closed, scene.world.time.now()))
        .isBetween(Duration.ofMinutes(29), Duration.ofMinutes(32));
  }

  @Test
  void a_gate_that_was_passed_is_not_asked_again_by_the_next_process() {
    // given
    Upgrader first = scene.upgrader("first");
    first.start(scene.plan(twoGroups(gate())), scene.recorder());
    scene.until(e -> e instanceof UpgradeEvent.PhaseStarted p && p.phase() == Phase.UPGRADE);

    // when
    first.close();
    scene.oracle.nextProcess();
    questions.clear();
    UpgradeOutcome outcome = scene.end(scene.start("second", twoGroups(gate())));

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(questions)
        .extracting(GateQuestion::checkpoint)
        .doesNotContain(new Checkpoint.BeforeWave(LEFT), new Checkpoint.AfterCanary(LEFT));
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_gate_that_throws_answers_null_or_never_keeps_the_run_waiting_and_is_named_at_the_end() {
    for (HealthGate gate : hostileGates()) {
      // when
      WaveScene own = new WaveScene();
      UpgradeOutcome outcome = own.end(own.start(twoGroups(gate.named("hostile"))));

      // then
      assertThat(failed(outcome).reason()).isEqualTo(FailureReason.PLUG_IN);
      assertThat(failed(outcome).message()).contains("hostile", "check(..)");
      assertThat(own.anyWrite()).isFalse();
      assertThat(own.violations()).isEmpty();
    }
  }

  @SuppressWarnings("NullAway")
  private static List<HealthGate> hostileGates() {
    return List.of(
        question -> {
          throw new IllegalStateException("no");
        },
        question -> {
          throw new StackOverflowError("no");
        },
        question -> null,
        question -> CompletableFuture.completedStage(null),
        question -> new CompletableFuture<>());
  }

  @Test
  void the_ready_made_gates_let_a_healthy_cluster_through() {
    // given
    HealthGate healthy =
        HealthGate.nodesReady()
            .and(HealthGate.noPendingPods())
            .and(HealthGate.workloadsAvailable());

    // when
    UpgradeOutcome outcome = scene.end(scene.start(twoGroups(healthy)));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void preflight_names_a_closed_gate_a_failed_one_and_what_needs_approval_and_writes_nothing() {
    // given
    HealthGate closed = gate(q -> GateAnswer.closed("it is Friday")).named("calendar");
    HealthGate failed = gate(q -> GateAnswer.failed("no license")).named("license");

    // when
    List<Finding> findings =
        scene
            .upgrader("first")
            .preflight(
                scene.plan(
                    plan ->
                        plan.gates(gates -> gates.gate(closed).gate(failed))
                            .wave(
                                "production",
                                w -> w.needsApproval().nodeGroup(LEFT, WaveScene::usual))));

    // then
    assertThat(findings)
        .extracting(Finding::code)
        .contains("GATE_CLOSED", "GATE_FAILED", "NEEDS_APPROVAL");
    assertThat(findings.toString()).contains("calendar", "it is Friday", "license", "production");
    assertThat(scene.anyWrite()).isFalse();
  }

  @Test
  void status_names_the_gate_that_a_run_waits_for_and_the_wave_that_is_to_be_approved() {
    // given
    answer = GateAnswer.closed("it is Friday");
    UpgradeRun run =
        scene.start(
            plan ->
                plan.gates(gates -> gates.gate(gate()))
                    .wave("production", w -> w.needsApproval().nodeGroup(LEFT, WaveScene::usual)));
    scene.until(e -> e instanceof UpgradeEvent.ApprovalAwaited);

    // when
    scene.passes(Duration.ofMinutes(1));
    Optional<String> approval = waitsFor();
    run.approve("production");
    scene.passes(Duration.ofMinutes(2));
    Optional<String> closed = waitsFor();
    answer = GateAnswer.open();
    scene.until(decides("soft-close"));

    // then
    assertThat(approval).hasValueSatisfying(what -> assertThat(what).contains("production"));
    assertThat(closed)
        .hasValueSatisfying(what -> assertThat(what).contains("orders flow", "it is Friday"));
    assertThat(waitsFor()).isEmpty();
  }

  private Optional<String> waitsFor() {
    return scene
        .upgrader("looker")
        .status(scene.world.cluster.client())
        .flatMap(RunStatus::waitsFor);
  }

  @Test
  void a_pause_between_groups_is_kept() {
    // given
    HealthGate pause =
        HealthGate.after(Duration.ofMinutes(10))
            .at(where -> where.equals(new Checkpoint.BeforeWave(RIGHT)));

    // when
    UpgradeOutcome outcome = scene.end(scene.start(twoGroups(pause)));

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(
            Duration.between(scene.reached(LEFT, Phase.DONE), scene.reached(RIGHT, Phase.SCALE_UP)))
        .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
  }

  private static GateAnswer open() {
    return GateAnswer.open();
  }

  private static UpgradeOutcome.Failed failed(UpgradeOutcome outcome) {
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Failed.class);
    return (UpgradeOutcome.Failed) outcome;
  }
}
