package io.evenkeel.engine;

import static io.evenkeel.WhenStuck.forceDeletion;
import static io.evenkeel.WhenStuck.goOnElsewhere;
import static io.evenkeel.WhenStuck.surgeReplicas;
import static io.evenkeel.WhenStuck.waitFor;
import static io.evenkeel.engine.Scene.decides;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.DrainPolicy;
import io.evenkeel.FailureReason;
import io.evenkeel.Obstacle.Cause;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.WhenStuck;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done with nodes that do not become empty, step by step. */
class LadderTest {
  private static final String MARK = "evenkeel.io/replicas";
  private final Scene scene = Scene.surging(2);

  @Test
  void a_single_replica_that_its_budget_never_lets_go_gets_a_second_one_while_it_moves() {
    // given
    guardedMailer();

    // when
    UpgradeRun run = scene.start(group -> group.drain(policy(surgeReplicas())));
    scene.until(decides("surge replicas from 1 to 2"));
    Duration waited = sinceTheDrainBegan();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(waited).isLessThan(Duration.ofMinutes(1));
    assertThat(mailer().replicas()).isEqualTo(1);
    assertThat(mailer().meta().annotations()).doesNotContainKey(MARK);
    assertThat(outcome.summary().groups().get(0).givenBack())
        .contains("Deployment shop/mailer wants 1 replicas again");
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_replica_that_was_added_is_taken_back_when_the_run_is_cancelled() {
    // given
    guardedMailer();
    UpgradeRun run = scene.start(group -> group.drain(policy(surgeReplicas())));
    scene.until(decides("surge replicas"));
    scene.passes(Duration.ofSeconds(2));

    // when
    run.cancel();
    scene.end(run);
    scene.passes(Duration.ofMinutes(1));

    // then
    assertThat(mailer().replicas()).isEqualTo(1);
    assertThat(mailer().meta().annotations()).doesNotContainKey(MARK);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_process_that_goes_on_takes_back_the_replica_that_a_dead_one_has_added() {
    // given
    guardedMailer();
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> group.drain(policy(surgeReplicas()))), scene.recorder());
    scene.until(decides("surge replicas"));
    scene.passes(Duration.ofSeconds(1));

    // when
    first.close();
    assertThat(mailer().replicas()).isEqualTo(2);
    scene.passes(Duration.ofMinutes(2));
    scene.oracle.nextProcess();
    UpgradeRun second =
        Scene.upgrader(scene.world, "second")
            .start(scene.plan(group -> group.drain(policy(surgeReplicas()))), scene.recorder());
    UpgradeOutcome outcome = scene.end(second);

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(mailer().replicas()).isEqualTo(1);
    assertThat(mailer().meta().annotations()).doesNotContainKey(MARK);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_step_that_we_are_not_allowed_to_take_is_found_before_the_first_write() {
    // given
    scene.world.cluster.deny(Permission.of("delete", "", "pods"));

    // when
    UpgradeOutcome without = scene.end(scene.start(group -> group.drain(policy(forceDeletion()))));

    // then
    assertThat(without)
        .isInstanceOfSatisfying(
            UpgradeOutcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(FailureReason.PREFLIGHT);
              assertThat(failed.findings())
                  .extracting(Finding::code)
                  .contains("MISSING_PERMISSION");
              assertThat(failed.message()).contains("delete pods");
            });
    assertThat(scene.closedNodes()).isEmpty();
  }

  @Test
  void what_an_autoscaler_owns_is_not_surged_and_the_next_step_is_taken() {
    // given
    UpgradeRun run =
        scene.start(
            group -> group.drain(policy(surgeReplicas().thenQuarantine(Quantity.nodes(2)))));
    scene.until(event -> event instanceof UpgradeEvent.CanaryJudged);

    // when
    guardedMailer();
    scene.world.cluster.edit().replicasSetBy("shop/mailer", "the autoscaler mailer");
    scene.oracle.mayDrainSurge();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(scene.count(decides("surge replicas"))).isZero();
    assertThat(scene.events)
        .anyMatch(
            event ->
                event instanceof UpgradeEvent.Waiting waiting
                    && waiting.because().contains("set by the autoscaler mailer"));
    assertThat(outcome.summary().groups().get(0).quarantined()).hasSize(1);
    assertThat(outcome.summary().hindered().get(0).obstacles().get(0).cause())
        .isEqualTo(Cause.BUDGET_NEVER_ALLOWS);
  }

  @Test
  void replicas_that_somebody_else_scales_back_are_left_to_them_and_never_surged_again() {
    // given
    guardedMailer();
    UpgradeRun run = scene.start(group -> group.drain(policy(surgeReplicas())));
    scene.until(decides("surge replicas"));
    scene.passes(Duration.ofMillis(100));

    // when
    scene.world.cluster.edit().scale(ObjectKind.DEPLOYMENT, "shop/mailer", 1);
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(scene.count(decides("surge replicas"))).isEqualTo(2);
    assertThat(scene.events)
        .anyMatch(
            event ->
                event instanceof UpgradeEvent.OthersActed others
                    && others.what().contains("set its replicas to 1"));
    assertThat(((UpgradeOutcome.Failed) outcome).reason()).isEqualTo(FailureReason.DRAIN_STUCK);
    assertThat(mailer().replicas()).isEqualTo(1);
    assertThat(mailer().meta().annotations()).doesNotContainKey(MARK);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_stuck_node_is_opened_while_others_go_on_and_tried_once_more_at_the_end() {
    // given
    UpgradeRun run =
        scene.start(
            group -> group.drain(policy(goOnElsewhere().thenWaitFor(Duration.ofMinutes(30)))));
    scene.until(event -> event instanceof UpgradeEvent.CanaryJudged);

    // when
    scene.world.cluster.edit().minAvailable("shop/db", "100%");
    scene.until(decides("reopen, and go on elsewhere"));
    String node = subject("reopen, and go on elsewhere");
    scene.passes(Duration.ofMinutes(10));
    scene.world.cluster.edit().minAvailable("shop/db", "2");
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(outcome.summary().replaced()).isEqualTo(6);
    assertThat(
            scene.count(
                event ->
                    decides("cordon and drain").test(event)
                        && ((UpgradeEvent.Decided) event).subject().equals(node)))
        .isEqualTo(2);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void the_steps_are_taken_in_their_order_and_each_is_marked_on_the_node() {
    // given
    DrainPolicy policy =
        DrainPolicy.eks()
            .holding(pod -> pod.name().startsWith("mailer"), "for the night")
            .timeout(Duration.ofMinutes(5))
            .whenStuck(waitFor(Duration.ofMinutes(7)).thenQuarantine(Quantity.nodes(1)));

    // when
    scene.oracle.mayDrainSurge();
    UpgradeRun run = scene.start(group -> group.drain(policy));
    scene.until(decides("wait for 7 min more"));
    scene.passes(Duration.ofSeconds(1));
    String node = subject("wait for");
    String rung = scene.world.cluster.node(node).meta().annotations().get("evenkeel.io/rung");
    Instant climbed = scene.world.time.now();
    scene.until(decides("quarantine"));
    Duration waited = Duration.between(climbed, scene.world.time.now());
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(rung).startsWith("0 ");
    assertThat(waited).isBetween(Duration.ofSeconds(410), Duration.ofMinutes(7));
    assertThat(outcome.summary().groups().get(0).quarantined()).containsExactly(node);
    Node quarantined = scene.world.cluster.node(node);
    assertThat(quarantined.unschedulable()).isTrue();
    assertThat(quarantined.meta().annotations().get("evenkeel.io/quarantined-because"))
        .startsWith("POLICY_HOLDS: the drain policy holds pod shop/mailer");
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_process_that_goes_on_counts_from_the_step_that_a_dead_one_has_taken() {
    // given
    DrainPolicy policy =
        DrainPolicy.eks()
            .holding(pod -> pod.name().startsWith("mailer"), "for the night")
            .timeout(Duration.ofMinutes(5))
            .whenStuck(waitFor(Duration.ofMinutes(20)).thenQuarantine(Quantity.nodes(1)));
    scene.oracle.mayDrainSurge();
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> group.drain(policy)), scene.recorder());
    scene.until(decides("wait for 20 min more"));
    Instant climbed = scene.world.time.now();
    scene.passes(Duration.ofMinutes(5));

    // when
    first.close();
    scene.passes(Duration.ofMinutes(2));
    scene.oracle.nextProcess();
    UpgradeRun second =
        Scene.upgrader(scene.world, "second")
            .start(scene.plan(group -> group.drain(policy)), scene.recorder());
    scene.until(decides("quarantine"));
    Instant quarantined = scene.world.time.now();
    scene.end(second);

    // then
    assertThat(Duration.between(climbed, quarantined))
        .isBetween(Duration.ofMinutes(20), Duration.ofSeconds(1201));
    assertThat(scene.count(decides("wait for 20 min more"))).isEqualTo(1);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void where_the_plan_says_so_what_no_budget_lets_go_is_deleted_one_pod_at_a_time() {
    // given
    scene.oracle.mayForce(Duration.ofMinutes(5));
    UpgradeRun run = scene.start(group -> group.drain(policy(WhenStuck.forceDeletion())));
    scene.until(event -> event instanceof UpgradeEvent.CanaryJudged);

    // when
    scene.world.cluster.edit().minAvailable("shop/db", "100%");
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(scene.oracle.forced()).isBetween(1, 3);
    assertThat(scene.count(decides("delete by force, within 30 s"))).isBetween(1L, 3L);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void what_stops_too_slowly_is_given_a_shorter_time_but_never_none() {
    // given
    scene.oracle.mayForce(Duration.ofMinutes(5));
    scene.world.cluster.deployment(
        "shop/slow",
        slow ->
            slow.replicas(1)
                .grace(Duration.ofHours(3))
                .stopsIn(Duration.ofHours(2), Duration.ofHours(2)));
    scene.world.cluster.settle();

    // when
    UpgradeOutcome outcome =
        scene.end(scene.start(group -> group.drain(policy(WhenStuck.forceDeletion()))));

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(outcome.summary().took()).isLessThan(Duration.ofHours(1));
    assertThat(scene.count(decides("delete by force, within 30 s"))).isEqualTo(1);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void what_the_policy_holds_is_not_deleted_by_force() {
    // given
    DrainPolicy holding =
        DrainPolicy.eks()
            .holding(pod -> pod.name().startsWith("mailer"), "for the night")
            .timeout(Duration.ofMinutes(5))
            .whenStuck(WhenStuck.forceDeletion());

    // when
    UpgradeOutcome outcome = scene.end(scene.start(group -> group.drain(holding)));

    // then
    assertThat(((UpgradeOutcome.Failed) outcome).reason()).isEqualTo(FailureReason.DRAIN_STUCK);
    assertThat(scene.count(decides("delete by force"))).isZero();
    assertThat(scene.violations()).isEmpty();
  }

  private static DrainPolicy policy(WhenStuck step) {
    return DrainPolicy.eks().timeout(Duration.ofMinutes(5)).whenStuck(step);
  }

  private void guardedMailer() {
    scene.oracle.mayScale();
    scene.world.cluster.budget("shop/mailer", budget -> budget.minAvailable("1"));
    scene.passes(Duration.ofSeconds(5));
  }

  private Workload mailer() {
    return scene.world.cluster.workloads().stream()
        .filter(w -> w.key().toString().equals("Deployment shop/mailer"))
        .findFirst()
        .orElseThrow();
  }

  private String subject(String step) {
    return scene.events.stream()
        .filter(decides(step))
        .map(event -> ((UpgradeEvent.Decided) event).subject())
        .findFirst()
        .orElseThrow();
  }

  private Duration sinceTheDrainBegan() {
    List<UpgradeEvent> drains = scene.events.stream().filter(decides("cordon and drain")).toList();
    return Duration.between(drains.get(drains.size() - 1).at(), scene.world.time.now());
  }
}
