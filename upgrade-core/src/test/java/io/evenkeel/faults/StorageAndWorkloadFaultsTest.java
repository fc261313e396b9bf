package io.evenkeel.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.DrainPolicy;
import io.evenkeel.FailureReason;
import io.evenkeel.Target;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.Fault;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults 26 and 37 to 40: versions, volumes and what owns pods. */
class StorageAndWorkloadFaultsTest {
  private static final Predicate<UpgradeEvent> EVICTED = UpgradeEvent.PodEvicted.class::isInstance;

  @Test
  @Covers(Fault.VERSION_SKEW)
  void kubelets_newer_than_the_api_server_are_refused_before_anything_is_touched() {
    // given
    FaultStage stage = FaultStage.surging();
    stage.cloud.recommends("1.37", "ami-next");

    // when
    UpgradeOutcome outcome = stage.end(stage.start(group -> group.to(Target.kubernetes("1.37"))));

    // then
    assertThat(FaultStage.failedFor(outcome, FailureReason.PREFLIGHT)).isTrue();
    assertThat(outcome.toString())
        .contains("its nodes would run 1.37, but the control plane runs 1.36")
        .contains("upgrade the control plane");
    assertThat(stage.group().peakInstances()).isEqualTo(6);
    assertThat(stage.cluster.nodes()).allMatch(node -> node.taints().isEmpty());
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.VOLUME_DETACH_STUCK)
  void a_volume_that_sticks_keeps_its_slot_and_the_other_nodes_go_on() {
    // given
    FaultStage stage = FaultStage.of(1, 0, 2);
    stage
        .cluster
        .statefulSet("shop/disks", set -> set.replicas(3).requests(50, 64).withZonalDisks())
        .budget("shop/disks", budget -> budget.maxUnavailable("1"))
        .settle();
    stage.cluster.faults().stickVolumes(Duration.ofHours(2), Duration.ofMinutes(6));
    StuckVolumes volumes = StuckVolumes.in(stage.cluster, "shop/disks");

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(volumes.stuckFor(Duration.ofMinutes(6))).as("nodes with a volume").hasSize(3);
    for (String node : volumes.stuckFor(Duration.ofMinutes(6))) {
      assertThat(volumes.goneWithTheirVolume()).as("its slot is taken").doesNotContain(node);
    }
    assertThat(volumes.othersGoneWhileOneStuck()).as("nodes that went meanwhile").isNotEmpty();
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(stage.cluster.podsOf("shop/disks")).hasSize(3).allMatch(Pod::ready);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.WORKLOAD_CHANGES)
  void budgets_are_computed_anew_when_a_workload_shrinks_and_when_it_rolls_out() {
    // given
    FaultStage stage = FaultStage.of(2, 1, 2);
    UpgradeRun run = stage.start();
    stage.until(EVICTED);

    // when
    stage.cluster.edit().scale(ObjectKind.DEPLOYMENT, "shop/front", 6);
    stage.passes(Duration.ofSeconds(40));
    stage.cluster.edit().rollOut("shop/front");
    stage.passes(Duration.ofSeconds(40));
    stage.cluster.edit().rollOut("shop/db", 1);
    stage.cluster.edit().scale(ObjectKind.DEPLOYMENT, "shop/front", 8);
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(stage.violations()).isEmpty();
    stage.cluster.settle();
    assertThat(stage.cluster.podsOf("shop/front")).hasSize(8).allMatch(Pod::ready);
  }

  @Test
  @Covers(Fault.WORKLOAD_CHANGES)
  void a_job_that_ends_by_itself_needs_no_eviction() {
    // given
    FaultStage stage = FaultStage.surging();
    stage
        .cluster
        .job(
            "report",
            job -> job.parallel(6).runsFor(Duration.ofSeconds(20), Duration.ofSeconds(40)))
        .settle();
    stage.passes(Duration.ofMinutes(1));

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(
            stage.count(
                event ->
                    event instanceof UpgradeEvent.PodEvicted evicted
                        && evicted.pod().name().startsWith("report")))
        .isZero();
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.PODS_OUT_OF_THE_ORDINARY)
  void static_pods_are_left_where_they_are_and_end_with_their_node() {
    // given
    FaultStage stage = FaultStage.surging();
    for (int i = 0; i < 6; i++) {
      String node = stage.cluster.nodes().get(i).name();
      stage.cluster.pod("kube-system/proxy-" + node, pod -> pod.requests(20, 32).mirrorOn(node));
    }
    stage.cluster.settle();

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(
            stage.count(
                event ->
                    event instanceof UpgradeEvent.PodEvicted evicted
                        && evicted.pod().namespace().equals("kube-system")))
        .isZero();
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.PODS_OUT_OF_THE_ORDINARY)
  void a_pod_that_nothing_recreates_is_told_beforehand() {
    // given
    FaultStage stage = FaultStage.surging();
    stage.cluster.pod("shop/bare", pod -> pod.requests(20, 32)).settle();

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(stage.events)
        .filteredOn(UpgradeEvent.Found.class::isInstance)
        .anySatisfy(found -> assertThat(found.toString()).contains("shop/bare"));
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(stage.violations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "karpenter.sh/do-not-disrupt,true",
    "cluster-autoscaler.kubernetes.io/safe-to-evict,false"
  })
  @Covers(Fault.PODS_OUT_OF_THE_ORDINARY)
  void a_pod_that_must_not_be_disturbed_is_moved_as_the_policy_of_eks_does(
      String annotation, String value) {
    // given
    FaultStage stage = FaultStage.surging();
    Accepted accepted = Accepted.in(stage.cluster);
    asks(stage, annotation, value);

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(accepted.ofApp("shop/precious")).hasSize(1);
    assertThat(stage.violations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "karpenter.sh/do-not-disrupt,true",
    "cluster-autoscaler.kubernetes.io/safe-to-evict,false"
  })
  @Covers(Fault.PODS_OUT_OF_THE_ORDINARY)
  void a_pod_that_must_not_be_disturbed_stays_and_is_named_where_the_policy_holds_it(
      String annotation, String value) {
    // given
    FaultStage stage = FaultStage.surging();
    Accepted accepted = Accepted.in(stage.cluster);
    asks(stage, annotation, value);
    DrainPolicy holding =
        DrainPolicy.eks()
            .holding(
                pod -> value.equals(pod.meta().annotations().get(annotation)), "it asks for it");

    // when
    UpgradeOutcome outcome = stage.end(stage.start(group -> group.drain(holding)));

    // then
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.toString()).contains("shop/precious", annotation + ": " + value);
    assertThat(accepted.ofApp("shop/precious")).isEmpty();
    assertThat(stage.cluster.podsOf("shop/precious")).hasSize(1).allMatch(Pod::ready);
    assertThat(stage.violations()).isEmpty();
  }

  private static void asks(FaultStage stage, String annotation, String value) {
    stage
        .cluster
        .deployment("shop/precious", app -> app.requests(20, 32).annotation(annotation, value))
        .settle();
  }

  @Test
  @Covers(Fault.POD_IDENTITY_REUSED)
  void a_stateful_pod_that_comes_back_on_another_old_node_is_evicted_anew_by_its_uid() {
    // given
    FaultStage stage = FaultStage.of(4, 1, 0);
    Accepted accepted = Accepted.in(stage.cluster);

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(accepted.pods()).extracting(Pod::uid).doesNotHaveDuplicates();
    assertThat(accepted.pods())
        .filteredOn(pod -> pod.key().path().startsWith("shop/db-"))
        .extracting(Pod::name)
        .as("a name that came back where it had to go once more")
        .hasSizeGreaterThan(3);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.POD_IDENTITY_REUSED)
  void stateful_pods_that_somebody_deletes_and_that_come_back_are_not_mixed_up() {
    // given
    FaultStage stage = FaultStage.of(4, 1, 1);
    Accepted accepted = Accepted.in(stage.cluster);
    UpgradeRun run = stage.start();
    stage.until(EVICTED);

    // when
    for (int i = 0; i < 4; i++) {
      List<Pod> db = stage.cluster.podsOf("shop/db");
      stage.cluster.edit().deletePod(db.get(i % db.size()));
      stage.passes(Duration.ofSeconds(25));
    }
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(accepted.pods()).extracting(Pod::uid).doesNotHaveDuplicates();
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.POD_IDENTITY_REUSED)
  void a_namespace_that_ends_and_an_owner_that_goes_keep_no_node_waiting() {
    // given
    FaultStage stage = FaultStage.of(6, 1, 1);
    stage
        .cluster
        .deployment("going/app", app -> app.replicas(6).requests(20, 32))
        .deployment("shop/orphans", app -> app.replicas(6).requests(20, 32))
        .settle();
    UpgradeRun run = stage.start();
    stage.until(EVICTED);

    // when
    stage.cluster.edit().deleteNamespace("going");
    stage.cluster.edit().deleteWorkload(ObjectKind.DEPLOYMENT, "shop/orphans");
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(stage.cluster.podsOf("shop/orphans")).isEmpty();
    assertThat(stage.cluster.workloads())
        .extracting(Workload::name)
        .doesNotContain("app", "orphans");
    assertThat(stage.violations()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {
        "VERSION_SKEW",
        "VOLUME_DETACH_STUCK",
        "WORKLOAD_CHANGES",
        "PODS_OUT_OF_THE_ORDINARY",
        "POD_IDENTITY_REUSED"
      })
  void at_any_moment_no_limit_is_broken(Fault fault) {
    FaultSeeds.try10(fault);
  }
}
