package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evenkeel.Checkpoint;
import io.evenkeel.FailureReason;
import io.evenkeel.GateAnswer;
import io.evenkeel.HealthGate;
import io.evenkeel.UpdateSummary;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.spi.ControlPlaneChange;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The control plane and its add-ons, one minor version after the other, then the nodes. */
class ControlPlaneTest {
  private static final String BEGINS = "control plane";

  @Test
  void it_goes_one_minor_version_up_and_the_nodes_follow() {
    // given
    ControlPlaneScene scene = new ControlPlaneScene();

    // when
    UpgradeOutcome outcome = scene.run(scene.withNodes(cp -> cp.to("1.35")));

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.plane.state().version()).isEqualTo("1.35");
    assertThat(scene.kubelets()).hasSize(6).containsOnly("v1.35.2");
    assertThat(scene.told())
        .containsExactly(
            "wave control plane 1.35",
            "control plane 1.34 -> 1.35 SUCCEEDED",
            "wave workers",
            "wave managed");
    assertThat(outcome.summary().updates())
        .extracting(UpdateSummary::subject, UpdateSummary::from, UpdateSummary::to)
        .containsExactly(tuple(BEGINS, "1.34", "1.35"));
  }

  @Test
  void no_node_is_touched_before_the_control_plane_is_where_it_should_be() {
    // given
    ControlPlaneScene scene = new ControlPlaneScene();
    scene.start(scene.withNodes(cp -> cp.to("1.35")));

    // when
    scene.until(event -> event instanceof UpgradeEvent.UpdateStarted);
    scene.time.advance(Duration.ofMinutes(9));

    // then
    assertThat(scene.plane.state().version()).isEqualTo("1.34");
    assertThat(scene.cluster.nodes())
        .noneMatch(node -> node.unschedulable() || !node.taints().isEmpty());
    assertThat(scene.cloud.group(ControlPlaneScene.DRIVEN).state().desired()).isEqualTo(3);
  }

  @Test
  void two_minor_versions_are_gone_through_one_by_one_each_after_its_gate() {
    // given
    ControlPlaneScene scene = new ControlPlaneScene();
    HealthGate gate = HealthGate.after(Duration.ofMinutes(30));

    // when
    UpgradeOutcome outcome = scene.run(scene.plan(cp -> cp.to("1.36").gate(gate)));

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.changes()).containsExactly("control plane 1.35", "control plane 1.36");
    assertThat(scene.events)
        .filteredOn(event -> event instanceof UpgradeEvent.GatesOpened)
        .extracting(event -> ((UpgradeEvent.GatesOpened) event).checkpoint().toString())
        .containsExactly("before wave control plane 1.35", "before wave control plane 1.36");
    Duration between =
        Duration.between(
            scene.plane.updates().get(0).startedAt(), scene.plane.updates().get(1).startedAt());
    assertThat(between).isGreaterThan(Duration.ofMinutes(40));
  }

  @Test
  void a_version_may_need_somebodys_approval() {
    // given
    ControlPlaneScene scene = new ControlPlaneScene();
    UpgradeRun run =
        scene.start(scene.plan(cp -> cp.to("1.35").needsApproval(Duration.ofHours(4))));
    scene.until(event -> event instanceof UpgradeEvent.ApprovalAwaited);
    scene.time.advance(Duration.ofHours(1));
    List<String> before = scene.changes();

    // when
    run.approve("control plane 1.35");
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(before).isEmpty();
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
  }

  @Test
  void a_gate_that_fails_leaves_the_control_plane_as_it_is() {
    // given
    ControlPlaneScene scene = new ControlPlaneScene();
    HealthGate gate = HealthGate.blocking("alarms", question -> GateAnswer.failed("an alarm"));

    // when
    UpgradeOutcome outcome = scene.run(scene.plan(cp -> cp.to("1.35").gate(gate)));

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UpgradeOutcome.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(FailureReason.GATE_CLOSED));
    assertThat(scene.changes()).isEmpty();
    assertThat(scene.events)
        .anyMatch(
            event ->
                event instanceof UpgradeEvent.GateClosed closed
                    && closed.checkpoint().equals(new Checkpoint.BeforeWave("control plane 1.35")));
  }

  @Test
  void an_add_on_that_would_not_go_with_the_version_goes_before_it_and_the_others_after() {
    // given
    ControlPlaneScene scene = new ControlPlaneScene().withAddOns();

    // when
    UpgradeOutcome outcome = scene.run(scene.plan(cp -> cp.to("1.36")));

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.changes())
        .containsExactly(
            "add-on vpc-cni v1.20.0",
            "control plane 1.35",
            "add-on kube-proxy v1.35.0-eksbuild.1",
            "add-on vpc-cni v1.21.0",
            "control plane 1.36",
            "add-on kube-proxy v1.36.0-eksbuild.1");
  }

  @Test
  void add_ons_are_left_where_they_go_with_the_version_if_the_plan_says_so() {
    // given
    ControlPlaneScene scene = new ControlPlaneScene().withAddOns();
    scene.plane.offers("coredns", "v1.12.0", "1.35");

    // when
    scene.run(scene.plan(cp -> cp.to("1.35").addOnsOnlyWhereNeeded()));
    List<String> needed = scene.changes();
    scene.run(scene.plan(cp -> cp.to("1.35")));

    // then
    assertThat(needed)
        .containsExactly(
            "add-on vpc-cni v1.20.0", "control plane 1.35", "add-on kube-proxy v1.35.0-eksbuild.1");
    assertThat(scene.changes().subList(3, scene.changes().size()))
        .containsExactly("add-on coredns v1.12.0", "add-on vpc-cni v1.21.0");
  }

  @Test
  void the_plan_names_the_version_of_an_add_on_and_what_becomes_of_edits() {
    // given
    ControlPlaneScene scene = new ControlPlaneScene().withAddOns();

    // when
    scene.run(
        scene.plan(
            cp ->
                cp.to("1.35")
                    .addOn("vpc-cni", "v1.20.0")
                    .addOnEdits(ControlPlaneChange.Edits.PRESERVED)));

    // then
    assertThat(scene.changes())
        .contains("add-on vpc-cni v1.20.0")
        .doesNotContain("add-on vpc-cni v1.21.0");
    assertThat(scene.plane.updates())
        .filteredOn(update -> update.change() instanceof ControlPlaneChange.ToAddOn)
        .allMatch(
            update ->
                ((ControlPlaneChange.ToAddOn) update.change()).edits()
                    == ControlPlaneChange.Edits.PRESERVED);
  }

  @Test
  void a_change_that_fails_ends_the_run_with_what_the_cloud_says_and_the_nodes_stay() {
    // given
    ControlPlaneScene scene = new ControlPlaneScene();
    scene.plane.failsNext(
        new RolloutState.Trouble(
            "IpNotAvailable", "no address is free", "free addresses", List.of("subnet-1")));

    // when
    UpgradeOutcome outcome = scene.run(scene.withNodes(cp -> cp.to("1.35")));

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UpgradeOutcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(FailureReason.ROLLOUT_FAILED);
              assertThat(failed.message())
                  .contains("control plane (1.34 -> 1.35)", "IpNotAvailable", "subnet-1");
              assertThat(failed.remedy()).contains("free addresses");
            });
    assertThat(scene.kubelets()).containsOnly("v1.34.2");
    assertThat(scene.told()).contains("control plane 1.34 -> 1.35 FAILED");
  }

  @Test
  void after_a_failure_the_same_plan_tries_again() {
    // given
    ControlPlaneScene scene = new ControlPlaneScene();
    scene.plane.failsNext(new RolloutState.Trouble("Unknown", "something", "wait", List.of()));
    scene.run(scene.plan(cp -> cp.to("1.35")));

    // when
    UpgradeOutcome outcome = scene.run(scene.plan(cp -> cp.to("1.35")));

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.plane.state().version()).isEqualTo("1.35");
  }

  @Test
  void a_new_process_goes_on_with_the_upgrade_that_a_dead_one_has_asked_for() {
    // given
    ControlPlaneScene scene = new ControlPlaneScene().withAddOns();
    Upgrader first = scene.process("first");
    first.start(scene.withNodes(cp -> cp.to("1.35")), Watched.recorder(scene.events));
    scene.until(
        event ->
            event instanceof UpgradeEvent.UpdateStarted started
                && started.subject().equals(BEGINS));
    first.close();

    // when
    UpgradeOutcome outcome = scene.end(scene.start(scene.withNodes(cp -> cp.to("1.35")), "second"));

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.changes()).doesNotHaveDuplicates().contains("control plane 1.35");
    assertThat(scene.kubelets()).containsOnly("v1.35.2");
  }

  @Test
  void an_upgrade_that_somebody_has_asked_for_is_waited_for_and_not_asked_for_again() {
    // given
    ControlPlaneScene scene = new ControlPlaneScene();
    scene.plane.start(new ControlPlaneChange.ToVersion("1.34", "1.35"), "by hand");

    // when
    UpgradeOutcome outcome = scene.run(scene.withNodes(cp -> cp.to("1.35")));

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.changes()).hasSize(1);
    assertThat(scene.kubelets()).containsOnly("v1.35.2");
  }

  @Test
  void cancelled_it_waits_for_the_end_of_what_the_cloud_cannot_stop_and_goes_no_further() {
    // given
    ControlPlaneScene scene = new ControlPlaneScene();
    UpgradeRun run = scene.start(scene.withNodes(cp -> cp.to("1.36")));
    scene.until(event -> event instanceof UpgradeEvent.UpdateStarted);

    // when
    run.cancel();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Stopped.class);
    assertThat(scene.plane.state().running()).isEmpty();
    assertThat(scene.changes()).containsExactly("control plane 1.35");
    assertThat(scene.kubelets()).containsOnly("v1.34.2");
  }

  @Test
  void what_comes_up_against_a_later_version_stops_the_run_before_that_version() {
    // given
    ControlPlaneScene scene = new ControlPlaneScene();
    UpgradeRun run = scene.start(scene.plan(cp -> cp.to("1.36")));
    scene.until(event -> event instanceof UpgradeEvent.UpdateStarted);

    // when
    scene.plane.finds(
        "1.36",
        Finding.blocker("INSIGHT", "insight Deprecated APIs", "they are still used", "mend them"));
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UpgradeOutcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(FailureReason.PREFLIGHT);
              assertThat(failed.message()).contains("control plane 1.36", "they are still used");
            });
    assertThat(scene.plane.state().version()).isEqualTo("1.35");
  }

  @Test
  void a_warning_against_a_later_version_stops_nothing() {
    // given
    ControlPlaneScene scene = new ControlPlaneScene();
    UpgradeRun run = scene.start(scene.plan(cp -> cp.to("1.36")));
    scene.until(event -> event instanceof UpgradeEvent.UpdateStarted);

    // when
    scene.plane.finds(
        "1.36", Finding.warning("INSIGHT", "insight Kubelet skew", "nodes are old", "mend them"));
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.plane.state().version()).isEqualTo("1.36");
  }

  @Test
  void it_goes_back_one_version_after_the_nodes() {
    // given
    ControlPlaneScene scene = new ControlPlaneScene("1.35");

    // when
    UpgradeOutcome outcome =
        scene.run(
            scene
                .builder()
                .controlPlane(scene.port(), cp -> cp.rollbackTo("1.34"))
                .nodeGroup(
                    scene.cloud.provider(),
                    ControlPlaneScene.DRIVEN,
                    group -> group.allowDowngrade())
                .nodeGroup(scene.managed.provider(), ControlPlaneScene.DELEGATED, group -> {})
                .build());

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.told())
        .containsExactly(
            "wave workers",
            "wave managed",
            "wave control plane 1.34",
            "control plane 1.35 -> 1.34 SUCCEEDED");
    assertThat(scene.kubelets()).containsOnly("v1.34.2");
  }

  @Test
  void a_control_plane_that_is_there_already_is_left_alone() {
    // given
    ControlPlaneScene scene = new ControlPlaneScene();

    // when
    UpgradeOutcome outcome = scene.run(scene.plan(cp -> cp.to("1.34")));

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.changes()).isEmpty();
  }
}
