package io.evenkeel.faults;

import static io.evenkeel.faults.FaultStage.decides;
import static io.evenkeel.faults.FaultStage.failedFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.DrainPolicy;
import io.evenkeel.FailureReason;
import io.evenkeel.NodeStage;
import io.evenkeel.Obstacle;
import io.evenkeel.Obstacle.Cause;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.WhenStuck;
import io.evenkeel.campaign.Fault;
import io.evenkeel.campaign.internal.faults.FaultScene;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.ClusterFault;
import io.evenkeel.simulation.Truth;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Budgets that do not allow, and pods that do not go or do not come back. */
class BudgetAndPodFaultsTest {
  private static final Permission EVICT = Permission.of("create", "", "pods/eviction");

  private final FaultStage stage = FaultStage.surging();

  @Test
  @Covers(Fault.BUDGET_NEVER_ALLOWS)
  void a_budget_that_never_allows_anything_is_named_before_anything_is_written() {
    // given
    stage.cluster.edit().minAvailable("shop/front", "100%");
    stage.passes(Duration.ofMinutes(1));

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(failedFor(outcome, FailureReason.PREFLIGHT)).isTrue();
    assertThat(((UpgradeOutcome.Failed) outcome).findings())
        .anyMatch(finding -> finding.code().equals("BUDGET_NEVER_ALLOWS"));
    assertThat(stage.count(event -> event instanceof UpgradeEvent.Decided)).isZero();
  }

  @Test
  @Covers(Fault.BUDGET_EDITED)
  void a_budget_that_is_tightened_holds_at_once_and_the_run_goes_on_when_it_is_relaxed() {
    // given
    UpgradeRun run = stage.start();
    stage.until(event -> event instanceof UpgradeEvent.CanaryJudged);

    // when
    stage.cluster.edit().minAvailable("shop/front", "100%");
    told(Cause.BUDGET_NEVER_ALLOWS);
    long evicted = evictionsOfFront();
    stage.passes(Duration.ofMinutes(5));
    assertThat(evictionsOfFront()).isEqualTo(evicted);
    stage.cluster.edit().minAvailable("shop/front", "80%");

    // then
    assertThat(stage.end(run).succeeded()).isTrue();
    assertThat(stage.violations()).isEmpty();
  }

  private long evictionsOfFront() {
    return stage.count(
        event ->
            event instanceof UpgradeEvent.PodEvicted evicted
                && evicted.pod().path().startsWith("shop/front"));
  }

  @Test
  @Covers(Fault.SEVERAL_BUDGETS)
  void a_pod_under_several_budgets_is_named_and_its_node_is_passed_over() {
    // given
    UpgradeRun run =
        stage.start(
            group ->
                group.drain(
                    DrainPolicy.eks()
                        .timeout(Duration.ofMinutes(4))
                        .whenStuck(WhenStuck.goOnElsewhere().thenWaitFor(Duration.ofMinutes(30)))));
    stage.until(event -> event instanceof UpgradeEvent.CanaryJudged);

    // when
    stage.cluster.budget("shop/second", budget -> budget.of("db"));
    Obstacle obstacle = told(Cause.SEVERAL_BUDGETS);
    stage.until(decides("reopen, and go on elsewhere"));
    ObjectKey second = stage.cluster.budget("shop/second").key();
    stage.cluster.edit().remove(second);

    // then
    assertThat(obstacle.by()).contains(second);
    assertThat(stage.end(run).succeeded()).isTrue();
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.BUDGET_STATUS_STALE)
  void a_status_that_is_behind_its_budget_counts_as_zero_until_it_is_brought_up_to_date() {
    // given
    UpgradeRun run = stage.start();
    stage.until(event -> event instanceof UpgradeEvent.CanaryJudged);

    // when
    stage.cluster.edit().stopBudgetController(Duration.ofMinutes(6));
    stage.cluster.edit().minAvailable("shop/front", "70%");
    stage.passes(Duration.ofSeconds(1));
    List<Pod> sent = sentForFront();
    stage.passes(Duration.ofMinutes(5));

    // then
    assertThat(sent).as("evictions that were sent, whatever their answer").isEmpty();
    told(Cause.BUDGET_NOT_OBSERVED);
    assertThat(stage.end(run).succeeded()).isTrue();
    assertThat(stage.violations()).isEmpty();
  }

  /** Returns a list of the pods whose eviction is asked for from now on. */
  private List<Pod> sentForFront() {
    List<Pod> sent = new ArrayList<>();
    stage.cluster.observeTruth(
        truth -> {
          if (truth instanceof Truth.Evicted evicted
              && evicted.pod().key().path().startsWith("shop/front")) {
            sent.add(evicted.pod());
          }
        });
    return sent;
  }

  @Test
  @Covers(Fault.EVICTION_WEBHOOK)
  void a_webhook_that_rejects_evictions_is_told_apart_from_a_budget_and_not_called_in_a_hurry() {
    // given
    UpgradeRun run = stage.start();
    stage.until(event -> event instanceof UpgradeEvent.CanaryJudged);

    // when
    stage
        .cluster
        .faults()
        .during(
            Duration.ofMinutes(6),
            EVICT::equals,
            new ClusterFault.Deny("admission webhook \"guard.example\" denied the request"));
    Obstacle obstacle = told(Cause.ADMISSION);
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(obstacle.what()).contains("guard.example");
    assertThat(outcome.succeeded()).isTrue();
    long refusals = stage.count(event -> event instanceof UpgradeEvent.EvictionRefused);
    assertThat(refusals).isBetween(2L, 60L);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.EVICTION_WEBHOOK)
  void a_webhook_that_never_answers_holds_pods_for_a_while_and_ends_no_run() {
    // given
    UpgradeRun run = stage.start();
    stage.until(event -> event instanceof UpgradeEvent.CanaryJudged);

    // when
    stage
        .cluster
        .faults()
        .during(Duration.ofMinutes(10), EVICT::equals, new ClusterFault.LoseRequest());
    Obstacle obstacle = told(Cause.REFUSED);
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(obstacle.what()).contains("the connection broke during create pods/eviction");
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.POD_STUCK_TERMINATING)
  void a_pod_that_hangs_in_termination_is_named_and_holds_only_its_own_node() {
    // given
    FaultStage wide = FaultStage.of(1, 0, 3);
    Pod pod = wide.cluster.podsOf("shop/mailer").get(0);
    wide.cluster.edit().addFinalizer(pod, "example.com/archive");

    // when
    UpgradeRun run =
        wide.start(group -> group.drain(DrainPolicy.eks().timeout(Duration.ofHours(2))));
    Obstacle obstacle = told(wide, Cause.FINALIZER);
    wide.passes(Duration.ofMinutes(40));
    long replaced =
        wide.count(
            event -> event instanceof UpgradeEvent.NodeMoved moved && moved.to() == NodeStage.GONE);
    wide.cluster.pods().stream()
        .filter(p -> p.uid().equals(pod.uid()))
        .forEach(wide.cluster.edit()::removeFinalizers);

    // then
    assertThat(obstacle.what()).contains("example.com/archive");
    assertThat(replaced).isGreaterThanOrEqualTo(5);
    assertThat(wide.end(run).succeeded()).isTrue();
    assertThat(wide.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.UNREADY_PODS_UNDER_BUDGET)
  void pods_that_are_not_ready_and_use_up_their_budget_are_named() {
    // given
    UpgradeRun run = stage.start();
    stage.until(event -> event instanceof UpgradeEvent.CanaryJudged);

    // when
    List<Pod> ill = stage.cluster.podsOf("shop/front").subList(0, 3);
    ill.forEach(pod -> stage.cluster.edit().change(pod, this::ill));
    Obstacle obstacle = told(Cause.BUDGET_WAITS_FOR_POD);
    ill.forEach(this::heal);

    // then
    assertThat(ill.stream().map(Pod::key)).contains(obstacle.by().get(1));
    assertThat(stage.end(run).succeeded()).isTrue();
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.REPLACEMENT_NEVER_READY)
  void no_more_pods_of_a_workload_are_evicted_while_the_moved_ones_do_not_become_ready() {
    // given
    stage.cluster.deployment(
        "shop/fussy",
        app -> app.replicas(6).requests(50, 64).neverReadyOn(node -> young(stage, node)));
    stage.cluster.budget("shop/fussy", budget -> budget.maxUnavailable("1"));
    stage.cluster.settle();

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(outcome.succeeded()).isFalse();
    long moved =
        stage.count(
            event ->
                event instanceof UpgradeEvent.PodEvicted evicted
                    && evicted.pod().path().startsWith("shop/fussy"));
    assertThat(moved).as("the one whose follower is not Ready").isEqualTo(1);
    assertThat(stage.violations()).isEmpty();
  }

  private static boolean young(FaultStage stage, io.evenkeel.model.Node node) {
    return node.meta().createdAt().isAfter(stage.time.now().minus(Duration.ofHours(12)));
  }

  @Test
  @Covers(Fault.REPLACEMENT_UNSCHEDULABLE)
  void a_node_whose_pods_find_no_room_is_not_drained_and_what_is_lacking_is_named() {
    // given
    FaultStage full = FaultStage.of(1, 1, 0);
    full.cluster.deployment("shop/big", big -> big.replicas(6).requests(1_000, 128));
    full.cluster.settle();

    // when
    UpgradeRun run = full.start();
    Obstacle obstacle = told(full, Cause.NO_ROOM);
    UpgradeOutcome outcome = full.end(run);

    // then
    assertThat(obstacle.what()).contains("shop/big", "cpu");
    assertThat(full.count(event -> event instanceof UpgradeEvent.PodEvicted)).isZero();
    assertThat(failedFor(outcome, FailureReason.NO_CAPACITY)).isTrue();
    assertThat(full.violations()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {
        "BUDGET_NEVER_ALLOWS",
        "BUDGET_EDITED",
        "SEVERAL_BUDGETS",
        "BUDGET_STATUS_STALE",
        "EVICTION_WEBHOOK",
        "POD_STUCK_TERMINATING",
        "UNREADY_PODS_UNDER_BUDGET",
        "REPLACEMENT_NEVER_READY",
        "REPLACEMENT_UNSCHEDULABLE"
      })
  void whenever_it_strikes_the_limits_hold_and_the_run_ends_by_name(Fault fault) {
    int strikes = 0;
    for (long seed = 1; seed <= 6; seed++) {
      // given
      FaultStage world = FaultStage.of(seed, 0, 2);
      FaultScene scene = world.strikes(fault);

      // when
      UpgradeOutcome outcome = world.end(world.start());
      world.passes(Duration.ofHours(2));

      // then
      assertThat(outcome).isNotNull();
      assertThat(world.violations()).as("seed " + seed).isEmpty();
      strikes += scene.strikes();
    }
    assertThat(strikes).as("how often it struck").isPositive();
  }

  private Obstacle told(Cause cause) {
    return told(stage, cause);
  }

  private static Obstacle told(FaultStage stage, Cause cause) {
    stage.until(event -> obstacle(event, cause).isPresent());
    return stage.events.stream()
        .flatMap(event -> obstacle(event, cause).stream())
        .findFirst()
        .orElseThrow();
  }

  private static Optional<Obstacle> obstacle(UpgradeEvent event, Cause cause) {
    return event instanceof UpgradeEvent.Hindered hindered
        ? hindered.obstacles().stream().filter(o -> o.cause() == cause).findFirst()
        : Optional.empty();
  }

  private Pod ill(Pod pod) {
    return pod.withStatus(Pod.Phase.RUNNING, Optional.empty())
        .withTrouble(new Pod.Trouble(Pod.Trouble.Kind.CRASH_LOOP, "no memory", stage.time.now()));
  }

  private void heal(Pod pod) {
    stage.cluster.pods().stream()
        .filter(now -> now.uid().equals(pod.uid()) && !now.terminating())
        .forEach(
            now ->
                stage
                    .cluster
                    .edit()
                    .change(
                        now, p -> p.withStatus(Pod.Phase.RUNNING, Optional.of(stage.time.now()))));
  }
}
