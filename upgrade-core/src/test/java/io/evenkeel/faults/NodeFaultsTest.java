package io.evenkeel.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.DrainPolicy;
import io.evenkeel.FailureReason;
import io.evenkeel.NodeStage;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.Fault;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Taint;
import io.evenkeel.simulation.LifecycleState;
import io.evenkeel.simulation.NodeShape;
import io.evenkeel.simulation.Truth;
import io.evenkeel.spi.NodePatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults 19 to 25: nodes and kubelets. */
class NodeFaultsTest {
  private static final Predicate<UpgradeEvent> EVICTED = UpgradeEvent.PodEvicted.class::isInstance;

  @Test
  @Covers(Fault.NODE_NEVER_READY)
  void nodes_that_never_become_ready_stop_the_run_at_the_canary() {
    // given
    FaultStage stage = FaultStage.of(1, 1, 3);
    stage.cluster.whenNodesJoin((machine, node) -> node.neverReady());

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(FaultStage.failedFor(outcome, FailureReason.CANARY_FAILED)).isTrue();
    assertThat(stage.count(EVICTED)).as("no pod was touched").isZero();
    assertThat(stage.group().peakInstances()).as("the canary alone was launched").isEqualTo(7);
    assertThat(stage.on(FaultStage.OLD)).hasSize(6);
    assertThat(stage.closedNodes()).isEmpty();
    assertThat(stage.violations()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("nodesOfNoUse")
  @Covers(Fault.NODE_READY_BUT_UNUSABLE)
  void a_node_that_is_ready_and_of_no_use_is_never_counted_on(Consumer<NodeShape> harm) {
    // given
    FaultStage stage = FaultStage.surging();
    stage.cluster.whenNodesJoin((machine, node) -> harm.accept(node));

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(FaultStage.failedFor(outcome, FailureReason.CANARY_FAILED)).isTrue();
    assertThat(stage.count(EVICTED)).as("no pod was sent there").isZero();
    assertThat(stage.on(FaultStage.OLD)).hasSize(6);
    assertThat(stage.violations()).isEmpty();
  }

  static Stream<Named<Consumer<NodeShape>>> nodesOfNoUse() {
    return Stream.of(
        Named.of("no pod starts on it", node -> node.startsOnly(pod -> false)),
        Named.of(
            "an agent never takes its taint away",
            node -> node.taint(new Taint("agent-not-ready", "", Taint.Effect.NO_SCHEDULE))),
        Named.of("it has no driver for disks", NodeShape::withoutDiskDriver));
  }

  @Test
  @Covers(Fault.NODE_READY_BUT_UNUSABLE)
  void a_node_on_which_only_daemons_start_harms_no_more_than_one_nodes_pods() {
    // given
    FaultStage stage = FaultStage.surging();
    stage.cluster.whenNodesJoin((machine, node) -> node.startsOnly(Pod::ofDaemonSet));

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(FaultStage.failedFor(outcome, FailureReason.CANARY_FAILED)).isTrue();
    assertThat(stage.count(EVICTED)).isLessThanOrEqualTo(3);
    assertThat(stage.on(FaultStage.OLD)).hasSizeGreaterThanOrEqualTo(5);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.NODE_READINESS_FLAPS)
  void the_pods_of_a_node_that_flaps_move_once() {
    // given
    FaultStage stage = FaultStage.of(3, 1, 1);
    Accepted accepted = Accepted.in(stage.cluster);
    UpgradeRun run = stage.start();
    String flapping = stage.cluster.nodes().get(5).name();
    for (int i = 1; i < 12; i++) {
      stage.time.schedule(
          Duration.ofSeconds(45L * i),
          () -> {
            if (stage.cluster.nodes().stream().anyMatch(node -> node.name().equals(flapping))) {
              stage.cluster.edit().missHeartbeats(flapping, Duration.ofSeconds(20));
            }
          });
    }

    // when
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(accepted.pods()).as("each of the 14 pods, once").hasSize(14);
    assertThat(accepted.ofName("shop/db-0")).hasSize(1);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.NODE_READINESS_FLAPS)
  void no_other_node_is_drained_while_one_that_flaps_is_all_that_may_be_unavailable() {
    // given
    FaultStage stage = FaultStage.of(3, 1, 0);
    UpgradeRun run = stage.start();
    stage.until(event -> event instanceof UpgradeEvent.CanaryJudged);
    stage.time.runUntil(() -> stage.closedNodes().isEmpty(), Duration.ofMinutes(10));
    String flapping = freshNode(stage);
    assertThat(stage.on(FaultStage.OLD)).as("what is left to drain").hasSizeGreaterThan(2);

    // when
    for (int i = 0; i < 8; i++) {
      stage.cluster.edit().missHeartbeats(flapping, Duration.ofSeconds(50));
      stage.passes(Duration.ofSeconds(1));
      int told = stage.events.size();
      stage.passes(Duration.ofSeconds(48));

      // then
      assertThat(stage.events.subList(told, stage.events.size()))
          .noneMatch(FaultStage.decides("cordon and drain"));
      stage.passes(Duration.ofSeconds(3));
    }
    assertThat(stage.end(run)).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(stage.violations()).isEmpty();
  }

  private static String freshNode(FaultStage stage) {
    String id = stage.on(FaultStage.NEW).get(0).id();
    return stage.cluster.nodes().stream()
        .filter(node -> node.providerId().orElse("").endsWith(id))
        .map(Node::name)
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Covers(Fault.FRESH_NODE_DIES)
  void a_fresh_node_that_dies_is_replaced_within_the_same_limits() {
    // given
    FaultStage stage = FaultStage.of(1, 0, 2);
    UpgradeRun run = stage.start();
    stage.until(event -> event instanceof UpgradeEvent.CanaryJudged);
    String canary = stage.on(FaultStage.NEW).get(0).id();
    stage.passes(Duration.ofMinutes(1));

    // when
    stage.group().loseMachine(canary);
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(stage.on(FaultStage.NEW)).hasSize(6);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.FRESH_NODE_DIES)
  void fresh_nodes_that_die_again_and_again_after_pods_have_moved_to_them_end_the_run() {
    // given
    FaultStage stage = FaultStage.of(1, 0, 2);
    UpgradeRun run = stage.start();
    stage.until(event -> event instanceof UpgradeEvent.CanaryJudged);
    stage.until(
        event -> event instanceof UpgradeEvent.NodeMoved moved && moved.to() == NodeStage.GONE);

    // when
    dieAgainAndAgain(stage);
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(FaultStage.failedFor(outcome, FailureReason.NO_CAPACITY))
        .as(outcome.toString())
        .isTrue();
    assertThat(((UpgradeOutcome.Failed) outcome).message())
        .contains("3 of ", "new nodes have died after they were usable");
    assertThat(stage.on(FaultStage.OLD))
        .as("pods are moved to where they die no more")
        .isNotEmpty();
    assertThat(stage.violations()).isEmpty();
  }

  private static void dieAgainAndAgain(FaultStage stage) {
    stage.on(FaultStage.NEW).stream()
        .filter(instance -> instance.state() == LifecycleState.IN_SERVICE)
        .findFirst()
        .ifPresent(instance -> stage.group().loseMachine(instance.id()));
    stage.time.schedule(Duration.ofSeconds(75), () -> dieAgainAndAgain(stage));
  }

  @Test
  @Covers(Fault.NODE_IDENTITY_REUSED)
  void a_node_that_is_made_anew_while_it_drains_is_drained_anew() {
    // given
    FaultStage stage = FaultStage.surging();
    UpgradeRun run = stage.start();
    stage.until(EVICTED);
    String draining = stage.closedNodes().get(0).name();
    String uid = stage.cluster.node(draining).uid();

    // when
    stage.cluster.edit().registerAnew(draining);
    stage.passes(Duration.ofSeconds(15));
    assertThat(stage.cluster.node(draining).uid()).isNotEqualTo(uid);
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(stage.on(FaultStage.NEW)).hasSize(6);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.NODE_IDENTITY_REUSED)
  void a_fresh_node_under_the_name_of_an_old_one_is_told_apart_from_it() {
    // given
    FaultStage stage = FaultStage.of(2, 1, 0);
    stage.cluster.observeTruth(
        truth -> {
          if (truth instanceof Truth.Changed changed
              && changed.after().isEmpty()
              && changed.before().orElseThrow() instanceof Node gone) {
            stage.cluster.nextNodeIsNamed(gone.name());
          }
        });
    TreeSet<String> names = new TreeSet<>();
    stage.cluster.nodes().forEach(node -> names.add(node.name()));

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(stage.on(FaultStage.NEW)).hasSize(6);
    assertThat(stage.cluster.nodes()).extracting(Node::name).containsAnyElementsOf(names);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.NODE_UNCORDONED_BY_OTHERS)
  void a_node_that_somebody_opens_while_it_drains_is_not_terminated_with_pods_on_it() {
    // given
    FaultStage stage = FaultStage.surging();
    UpgradeRun run = stage.start();
    stage.until(EVICTED);

    // when
    stage.cluster.edit().patch(stage.closedNodes().get(0).name(), NodePatch.nothing().uncordon());
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(stage.violations()).as("no node went with pods on it").isEmpty();
  }

  @Test
  @Covers(Fault.NODE_UNCORDONED_BY_OTHERS)
  void whoever_opens_nodes_again_and_again_is_not_fought() {
    // given
    FaultStage stage = FaultStage.surging();
    stage.cluster.observeTruth(
        truth -> {
          if (truth instanceof Truth.Changed changed
              && changed.after().orElse(null) instanceof Node node
              && node.unschedulable()) {
            stage.time.schedule(Duration.ofSeconds(1), () -> opens(stage, node.name()));
          }
        });

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(FaultStage.failedFor(outcome, FailureReason.INTERFERENCE)).isTrue();
    assertThat(stage.closedNodes()).isEmpty();
    assertThat(stage.violations()).isEmpty();
  }

  private static void opens(FaultStage stage, String node) {
    if (stage.closedNodes().stream().anyMatch(closed -> closed.name().equals(node))) {
      stage.cluster.edit().patch(node, NodePatch.nothing().uncordon());
    }
  }

  @Test
  @Covers(Fault.KUBELET_DOWN)
  void pods_whose_kubelet_is_silent_are_waited_for_and_never_deleted_by_force() {
    // given
    FaultStage stage = FaultStage.surging();
    List<Truth> deleted = new ArrayList<>();
    stage.cluster.observeTruth(
        truth -> {
          if (truth instanceof Truth.Deleted) {
            deleted.add(truth);
          }
        });
    UpgradeRun run = stage.start();
    stage.until(EVICTED);
    String draining = stage.closedNodes().get(0).name();

    // when
    stage.cluster.edit().silence(draining);
    stage.passes(Duration.ofMinutes(8));

    // then
    assertThat(stage.cluster.podsOn(draining)).isNotEmpty();
    assertThat(deleted).isEmpty();
    assertThat(run.outcome().toCompletableFuture()).isNotDone();

    // when
    stage.cluster.edit().hearAgain(draining);
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(deleted).isEmpty();
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.KUBELET_DOWN)
  void a_kubelet_that_stays_silent_ends_the_run_with_the_pods_named() {
    // given
    FaultStage stage = FaultStage.surging();
    UpgradeRun run = stage.start();
    stage.until(EVICTED);

    // when
    stage.cluster.edit().silence(stage.closedNodes().get(0).name());
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(FaultStage.failedFor(outcome, FailureReason.DRAIN_STUCK)).isTrue();
    assertThat(((UpgradeOutcome.Failed) outcome).message()).contains("is not Ready");
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.KUBELET_DOWN)
  void a_new_node_that_falls_silent_when_the_target_is_proven_is_waited_for_like_a_drain() {
    // given
    FaultStage stage = FaultStage.surging();
    UpgradeRun run =
        stage.start(group -> group.drain(DrainPolicy.eks().timeout(Duration.ofHours(1))));
    stage.until(event -> event instanceof UpgradeEvent.CanaryJudged);
    String fresh = stage.on(FaultStage.NEW).get(0).id();

    // when
    String node = nodeOf(stage, fresh);
    stage.cluster.edit().silence(node);
    stage.passes(Duration.ofMinutes(25));
    stage.cluster.edit().hearAgain(node);
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(stage.violations()).isEmpty();
  }

  private static String nodeOf(FaultStage stage, String instance) {
    return stage.cluster.nodes().stream()
        .filter(node -> node.providerId().orElse("").endsWith(instance))
        .map(Node::name)
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Covers(Fault.NODE_IDENTITY_REUSED)
  void whenever_nodes_come_back_under_their_names_no_limit_is_broken() {
    // A node that proves the canary and is made anew after its pods have moved may leave no room
    // for another proof; then the run halts for want of capacity.
    FaultSeeds.keepLimits(Fault.NODE_IDENTITY_REUSED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {
        "NODE_NEVER_READY",
        "NODE_READY_BUT_UNUSABLE",
        "NODE_READINESS_FLAPS",
        "FRESH_NODE_DIES",
        "NODE_UNCORDONED_BY_OTHERS",
        "KUBELET_DOWN"
      })
  void at_any_moment_no_limit_is_broken(Fault fault) {
    FaultSeeds.try10(fault);
  }
}
