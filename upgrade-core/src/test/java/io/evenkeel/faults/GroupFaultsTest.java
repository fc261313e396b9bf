package io.evenkeel.faults;

import static io.evenkeel.faults.FaultStage.decides;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.Fault;
import io.evenkeel.model.Node;
import io.evenkeel.simulation.Actors;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.LifecycleHook;
import io.evenkeel.simulation.SimulatedActor;
import io.evenkeel.simulation.SimulatedProcess;
import io.evenkeel.simulation.TerminationPolicy;
import io.evenkeel.simulation.Truth;
import io.evenkeel.spi.AfterTermination;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Faults 9 to 13, 15 to 18 and 47: what others do to a group and its instances. */
class GroupFaultsTest {
  private static final String AUTOSCALERS = "ToBeDeletedByClusterAutoscaler";
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final String SPARED = "cluster-autoscaler.kubernetes.io/scale-down-disabled";

  private FaultStage stage = FaultStage.surging();

  private UpgradeRun startedAndProven() {
    UpgradeRun run = stage.start();
    stage.until(event -> event instanceof UpgradeEvent.CanaryJudged);
    stage.until(decides("set desired"));
    return run;
  }

  private UpgradeOutcome succeeds(UpgradeRun run) {
    UpgradeOutcome outcome = stage.end(run);
    assertThat(stage.violations()).isEmpty();
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(stage.on(FaultStage.OLD)).isEmpty();
    return outcome;
  }

  private CloudInstance oldOne() {
    return stage.on(FaultStage.OLD).get(0);
  }

  private CloudInstance newOne() {
    return stage.on(FaultStage.NEW).get(0);
  }

  @Test
  @Covers(Fault.DESIRED_CHANGED_BY_OTHERS)
  void a_size_that_others_set_is_the_base_from_then_on() {
    // given
    UpgradeRun run = startedAndProven();

    // when
    CloudGroup now = stage.group().state();
    stage.group().resize(0, 12, now.desired() + 2);

    // then
    succeeds(run);
    assertThat(stage.group().state().desired()).isEqualTo(8);
    assertThat(stage.instances()).hasSize(8);
  }

  @Test
  @Covers(Fault.ZONE_REBALANCING)
  void balancing_is_prevented_while_the_work_lasts_and_given_back_afterwards() {
    // given
    UpgradeRun run = startedAndProven();

    // when, then
    assertThat(stage.group().state().suspended()).contains("AZRebalance");
    succeeds(run);
    assertThat(stage.group().state().suspended()).isEmpty();
  }

  @Test
  @Covers(Fault.ZONE_REBALANCING)
  void balancing_that_others_switch_on_is_absorbed() {
    // given
    UpgradeRun run = startedAndProven();
    stage.oracle.mayDrainSurge();

    // when
    stage.group().resume(List.of("AZRebalance"));
    stage.cloud.zoneHasCapacity("a", false);
    stage.passes(Duration.ofMinutes(8));
    stage.cloud.zoneHasCapacity("a", true);

    // then
    assertThat(stage.end(run).succeeded()).isTrue();
    assertThat(stage.on(FaultStage.OLD)).isEmpty();
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.WRONG_INSTANCE_SCALED_IN)
  void a_fresh_node_that_the_group_picks_when_others_shrink_it_is_counted_anew() {
    // given
    stage =
        FaultStage.surging(
            group -> group.options(o -> o.termination(TerminationPolicy.NEWEST_INSTANCE)));
    UpgradeRun run = startedAndProven();
    stage.oracle.mayDrainSurge();
    stage.time.runUntil(
        () -> readyNodes() == 7 && stage.count(decides("cordon and drain")) == 2, PATIENCE);
    CloudGroup now = stage.group().state();
    List<String> fresh = stage.on(FaultStage.NEW).stream().map(CloudInstance::id).toList();
    assertThat(fresh).isNotEmpty();

    // when
    stage.group().setDesired(now.desired() - 1);

    // then
    stage.time.runUntil(() -> stage.instances().stream().anyMatch(this::going), PATIENCE);
    assertThat(stage.instances())
        .filteredOn(this::going)
        .extracting(CloudInstance::id)
        .as("the group has picked a fresh one")
        .hasSize(1)
        .containsAnyElementsOf(fresh);
    succeeds(run);
    assertThat(stage.group().state().desired()).isEqualTo(5);
  }

  @Test
  @Covers(Fault.LIFECYCLE_HOOK_STUCK)
  void a_hook_that_nobody_answers_is_waited_for_in_bounded_time_and_reported() {
    // given
    stage.group().putHook(LifecycleHook.onLaunch("nobody").heartbeat(Duration.ofHours(2)));

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.toString()).contains("did not become usable");
    assertThat(stage.violations()).isEmpty();
    assertThat(stage.on(FaultStage.OLD)).hasSize(6);
  }

  @Test
  @Covers(Fault.LIFECYCLE_HOOK_STUCK)
  void an_instance_that_a_hook_lets_go_late_is_still_waited_for() {
    // given
    stage
        .group()
        .putHook(
            LifecycleHook.onTermination("slow")
                .heartbeat(Duration.ofMinutes(5))
                .byDefault(LifecycleHook.Result.CONTINUE));

    // when, then
    succeeds(stage.start());
  }

  @Test
  @Covers(Fault.GROUP_OR_TEMPLATE_DELETED)
  void nothing_more_is_launched_or_drained_once_the_image_is_gone() {
    // given
    UpgradeRun run = stage.start();
    stage.until(decides("create a launch template"));

    // when
    stage.cloud.images().remove(FaultStage.NEW);
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(outcome.succeeded()).isFalse();
    assertThat(stage.on(FaultStage.OLD)).hasSize(6);
    assertThat(stage.closedNodes()).isEmpty();
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.GROUP_OR_TEMPLATE_DELETED)
  void all_else_is_given_back_where_the_first_template_is_gone() {
    // given
    UpgradeRun run = stage.start();
    stage.time.runUntil(() -> stage.on(FaultStage.NEW).size() == 1, Duration.ofMinutes(5));

    // when
    stage.cloud.templates().delete("lt-workers");
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.summary().groups().get(0).leftovers())
        .anyMatch(left -> left.contains("could not be set back to lt-workers:1"));
    assertThat(stage.group().state().desired()).isEqualTo(6);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.GROUP_OR_TEMPLATE_DELETED)
  void the_cluster_is_left_whole_when_the_group_is_gone() {
    // given
    UpgradeRun run = startedAndProven();

    // when
    stage.group().suspend(List.of("Launch"));
    stage.instances().stream()
        .filter(i -> !i.state().goingOrGone())
        .forEach(i -> stage.group().detach(i.id(), AfterTermination.REPLACE));
    stage.group().delete(true);
    int nodes = stage.cluster.nodes().size();
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(outcome.succeeded()).isFalse();
    assertThat(stage.cluster.nodes()).hasSize(nodes);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.SPOT_INTERRUPTION)
  void a_spot_node_that_is_taken_back_counts_as_a_loss_and_is_made_good() {
    // given
    UpgradeRun run = startedAndProven();

    // when
    stage.group().accidents().spotInterruption(oldOne().id());
    stage.group().accidents().spotInterruption(newOne().id());

    // then
    assertThat(drainsBegunWhileNodesAreMissing()).isEmpty();
    succeeds(run);
    assertThat(stage.instances()).hasSize(6);
  }

  /** Waits for the losses, and then until they are made good. */
  private List<UpgradeEvent> drainsBegunWhileNodesAreMissing() {
    assertThat(stage.time.runUntil(() -> readyNodes() < 6, PATIENCE)).as("lost").isTrue();
    int told = stage.events.size();
    assertThat(stage.time.runUntil(() -> readyNodes() >= 6, PATIENCE)).as("made good").isTrue();
    return stage.events.subList(told, stage.events.size()).stream()
        .filter(decides("cordon and drain"))
        .filter(event -> !event.toString().contains("it is unavailable already"))
        .toList();
  }

  private boolean going(CloudInstance instance) {
    return instance.state().goingOrGone();
  }

  private long readyNodes() {
    return stage.cluster.nodes().stream().filter(Node::ready).count();
  }

  @Test
  @Covers(Fault.INSTANCE_RETIRED)
  void a_host_that_fails_its_checks_counts_as_a_loss_and_is_made_good() {
    // given
    UpgradeRun run = startedAndProven();
    CloudInstance ill = oldOne();

    // when
    stage.group().accidents().failStatusCheck(ill.id());
    stage.cluster.nodes().stream()
        .filter(node -> node.providerId().orElse("").endsWith(ill.id()))
        .map(Node::name)
        .forEach(node -> stage.cluster.edit().silence(node));
    stage.group().accidents().retirement(newOne().id(), Duration.ofMinutes(1));

    // then
    assertThat(drainsBegunWhileNodesAreMissing()).isEmpty();
    succeeds(run);
    assertThat(stage.instances()).hasSize(6);
  }

  @Test
  @Covers(Fault.OPERATOR_TERMINATES)
  void an_old_node_that_a_person_terminates_is_progress_that_came_by_itself() {
    // given
    UpgradeRun run = startedAndProven();

    // when
    stage.group().loseMachine(oldOne().id());

    // then
    UpgradeOutcome outcome = succeeds(run);
    assertThat(outcome.summary().groups().get(0).replaced()).isEqualTo(6);
  }

  @Test
  @Covers(Fault.OPERATOR_TERMINATES)
  void a_canary_that_a_person_terminates_is_followed_by_another() {
    // given
    UpgradeRun run = stage.start();
    stage.until(decides("write marks"));
    stage.time.runUntil(() -> stage.on(FaultStage.NEW).size() == 1, Duration.ofMinutes(5));
    stage.passes(Duration.ofSeconds(20));

    // when
    stage.group().loseMachine(newOne().id());

    // then
    succeeds(run);
  }

  @Test
  @Covers(Fault.MIXED_GROUP)
  void nodes_that_match_the_target_already_are_left_alone() {
    // given
    stage = FaultStage.after(Fault.MIXED_GROUP);
    List<String> newAlready = stage.on(FaultStage.NEW).stream().map(CloudInstance::id).toList();
    assertThat(newAlready).isNotEmpty();

    // when
    UpgradeOutcome outcome = succeeds(stage.start());

    // then
    assertThat(stage.instances()).extracting(CloudInstance::id).containsAll(newAlready);
    assertThat(outcome.summary().groups().get(0).replaced()).isEqualTo(6);
  }

  @Test
  @Covers(Fault.MIXED_GROUP)
  void nodes_that_match_the_target_need_not_go_where_others_have_taken_all_that_do_not() {
    // given
    stage = FaultStage.after(Fault.MIXED_GROUP);
    stage.oracle.allMustGo(FaultStage.GROUP);
    List<String> newAlready = stage.on(FaultStage.NEW).stream().map(CloudInstance::id).toList();
    SimulatedProcess first = SimulatedProcess.in(stage.time);
    stage.start(first, "first");
    stage.until(UpgradeEvent.RunStarted.class::isInstance);
    first.freeze(Duration.ofDays(1));

    // when
    stage
        .on(FaultStage.OLD)
        .forEach(old -> stage.group().terminate(old.id(), AfterTermination.GIVE_BACK));
    stage.passes(Duration.ofMinutes(3));
    stage.oracle.nextProcess();
    UpgradeOutcome outcome = stage.end(stage.start(stage.time, "second"));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(stage.violations()).isEmpty();
    assertThat(stage.instances()).extracting(CloudInstance::id).containsAll(newAlready);
  }

  @Test
  @Covers(Fault.MIXED_GROUP)
  void a_group_may_go_back_to_what_it_launches_from_already() {
    // given
    stage = FaultStage.after(Fault.MIXED_GROUP);
    stage.oracle.allMustGo(FaultStage.GROUP);
    List<String> oldAlready = stage.on(FaultStage.OLD).stream().map(CloudInstance::id).toList();
    int tooNew = stage.on(FaultStage.NEW).size();
    stage.cloud.recommends("1.36", FaultStage.OLD);

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(stage.violations()).isEmpty();
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(outcome.summary().groups().get(0).replaced()).isEqualTo(tooNew).isPositive();
    assertThat(stage.on(FaultStage.OLD)).extracting(CloudInstance::id).containsAll(oldAlready);
    assertThat(stage.on(FaultStage.NEW)).isEmpty();
  }

  @Test
  @Covers(Fault.AUTOSCALER_AT_WORK)
  void an_autoscaler_spares_the_nodes_that_it_is_asked_to_spare() {
    // given
    stage = FaultStage.after(Fault.MIXED_GROUP);
    List<String> notTouched = nodesOf(stage.on(FaultStage.NEW));
    SimulatedActor autoscaler =
        Actors.clusterAutoscaler(stage.cloud, FaultStage.GROUP, Duration.ofSeconds(20));
    TreeSet<String> taken = new TreeSet<>();
    TreeSet<String> takenThoughMarked = new TreeSet<>();
    stage.cluster.observeTruth(
        truth -> {
          if (truth instanceof Truth.Changed changed
              && changed.after().orElse(null) instanceof Node node
              && node.hasTaint(AUTOSCALERS)) {
            taken.add(node.name());
            changed
                .before()
                .map(Node.class::cast)
                .filter(before -> before.hasAnnotation(SPARED) && !before.hasTaint(AUTOSCALERS))
                .ifPresent(before -> takenThoughMarked.add(before.name()));
          }
        });
    UpgradeRun run = startedAndProven();

    // when
    stage.cluster.with(autoscaler.stopsAfter(Duration.ofHours(3)));

    // then
    succeeds(run);
    assertThat(autoscaler.acts()).as("it was at work").isPositive();
    assertThat(taken).as("nodes that the run has no use for").isNotEmpty();
    assertThat(notTouched).containsAll(taken);
    assertThat(takenThoughMarked).isEmpty();
    assertThat(stage.instances()).hasSize(6 + notTouched.size() - taken.size());
  }

  private List<String> nodesOf(List<CloudInstance> instances) {
    List<String> ids = instances.stream().map(CloudInstance::id).toList();
    return stage.cluster.nodes().stream()
        .filter(node -> ids.stream().anyMatch(node.providerId().orElse("")::endsWith))
        .map(Node::name)
        .toList();
  }
}
