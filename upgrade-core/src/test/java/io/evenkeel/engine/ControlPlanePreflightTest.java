package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.ControlPlanePlan;
import io.evenkeel.HealthGate;
import io.evenkeel.InvalidPlanException;
import io.evenkeel.Target;
import io.evenkeel.UpgradePlan;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.ControlPlaneState;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.InstanceProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What stands against a version of the control plane is named before anything is written. */
class ControlPlanePreflightTest {

  @Test
  void an_upgrade_with_its_nodes_and_add_ons_has_nothing_against_it() {
    ControlPlaneScene scene = new ControlPlaneScene().withAddOns();

    assertThat(scene.preflight(scene.withNodes(cp -> cp.to("1.35")))).isEmpty();
  }

  @Test
  void an_older_version_has_to_be_meant() {
    ControlPlaneScene scene = new ControlPlaneScene();

    assertBlocked(
        scene.preflight(scene.plan(cp -> cp.to("1.33"))),
        "CONTROL_PLANE_NEWER_THAN_TARGET",
        "rollbackTo(\"1.33\")");
  }

  @Test
  void another_major_version_or_one_that_is_very_far_is_no_way_that_a_run_goes() {
    ControlPlaneScene scene = new ControlPlaneScene().withAddOns();

    for (String far : List.of("2.0", "2.99", "1.47", "1.9999")) {
      assertBlocked(
          scene.preflight(scene.plan(cp -> cp.to(far))),
          "CONTROL_PLANE_TOO_FAR",
          "the next one is 1.35");
    }
  }

  @Test
  void a_version_that_the_provider_answers_must_be_one() {
    ControlPlaneScene scene = new ControlPlaneScene();
    ControlPlane vague =
        Broken.port(
            ControlPlane.class,
            scene.port(),
            (method, arguments) ->
                method.equals("observe")
                    ? Optional.of(
                        CompletableFuture.completedStage(
                            Answer.ok(
                                new ControlPlaneState("newest", List.of(), Optional.empty()))))
                    : Optional.empty());

    assertBlocked(
        scene.preflight(scene.withNodes(vague, cp -> cp.to("1.35"))),
        "CONTROL_PLANE_VERSION_UNKNOWN",
        "see what its provider answers");
  }

  @Test
  void the_last_that_a_plan_says_of_the_way_counts() {
    ControlPlaneScene scene = new ControlPlaneScene();

    assertThat(scene.plan(cp -> cp.rollbackTo("1.33").to("1.35")).controlPlane().orElseThrow())
        .extracting(ControlPlanePlan::version, ControlPlanePlan::direction)
        .containsExactly("1.35", ControlPlanePlan.Direction.UPGRADE);
  }

  @Test
  void a_rollback_goes_one_minor_version_back() {
    ControlPlaneScene scene = new ControlPlaneScene();

    assertBlocked(
        scene.preflight(scene.plan(cp -> cp.rollbackTo("1.32"))),
        "ROLLBACK_NOT_ONE_MINOR",
        "the minor version before 1.34");
  }

  @Test
  void a_rollback_before_the_nodes_that_would_be_newer_is_refused() {
    ControlPlaneScene scene = new ControlPlaneScene();

    assertBlocked(
        scene.preflight(scene.plan(cp -> cp.rollbackTo("1.33"))),
        "KUBELET_NEWER_THAN_CONTROL_PLANE",
        "add their groups to the plan");
  }

  @Test
  void nodes_that_would_be_more_than_three_versions_older_are_named() {
    ControlPlaneScene scene = new ControlPlaneScene();
    scene.cluster.node("ancient", node -> node.kubelet("v1.31.4"));

    assertThat(scene.preflight(scene.plan(cp -> cp.to("1.34").acceptOlderNodes()))).isEmpty();
    assertThat(scene.preflight(scene.plan(cp -> cp.to("1.35").acceptOlderNodes())))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("KUBELET_TOO_OLD");
              assertThat(finding.where()).isEqualTo("node ancient");
              assertThat(finding.blocks()).isTrue();
            });
  }

  @Test
  void nodes_that_stay_older_are_warned_about_unless_that_is_accepted() {
    ControlPlaneScene scene = new ControlPlaneScene();

    assertThat(scene.preflight(scene.plan(cp -> cp.to("1.35"))))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("NODES_LEFT_OLDER");
              assertThat(finding.blocks()).isFalse();
            });
    assertThat(scene.preflight(scene.plan(cp -> cp.to("1.35").acceptOlderNodes()))).isEmpty();
  }

  @Test
  void an_add_on_that_no_version_goes_with_is_named() {
    ControlPlaneScene scene = new ControlPlaneScene();
    scene.plane.offers("mesh", "v0.9", "1.34").addOn("mesh", "v0.9");

    assertBlocked(
        scene.preflight(scene.withNodes(cp -> cp.to("1.35"))),
        "ADD_ON_WITHOUT_COMPATIBLE_VERSION",
        "wait until its maker");
  }

  @Test
  void an_add_on_that_the_plan_names_is_installed_and_its_version_offered() {
    ControlPlaneScene scene = new ControlPlaneScene().withAddOns();

    List<Finding> findings =
        scene.preflight(
            scene.withNodes(cp -> cp.to("1.35").addOn("vpc-cni", "v7").addOn("mesh", "v1")));

    assertThat(findings)
        .extracting(Finding::code)
        .containsExactlyInAnyOrder("ADD_ON_NOT_INSTALLED", "ADD_ON_VERSION_NOT_OFFERED");
    assertThat(findings).allMatch(Finding::blocks);
  }

  @Test
  void a_kube_proxy_that_would_be_too_old_is_named() {
    ControlPlaneScene scene = new ControlPlaneScene("1.34");
    scene
        .plane
        .offers("kube-proxy", "v1.31.0-eksbuild.1", "1.31", "1.34", "1.35")
        .addOn("kube-proxy", "v1.31.0-eksbuild.1");

    assertBlocked(
        scene.preflight(scene.withNodes(cp -> cp.to("1.35"))), "KUBE_PROXY_TOO_OLD", "first");
  }

  @Test
  void what_the_cloud_finds_against_the_version_is_passed_on() {
    ControlPlaneScene scene = new ControlPlaneScene();
    scene.plane.finds(
        "1.35", Finding.blocker("NO_FREE_IPS", "subnet-1", "none is free", "free one"));

    assertBlocked(scene.preflight(scene.withNodes(cp -> cp.to("1.35"))), "NO_FREE_IPS", "free one");
  }

  @Test
  void nodes_may_not_go_to_a_newer_version_than_the_control_plane_ends_at() {
    ControlPlaneScene scene = new ControlPlaneScene();
    UpgradePlan plan =
        scene
            .builder()
            .controlPlane(scene.port(), cp -> cp.to("1.35").acceptOlderNodes())
            .nodeGroup(
                scene.cloud.provider(),
                ControlPlaneScene.DRIVEN,
                group -> group.to(Target.kubernetes("1.36")))
            .build();

    assertBlocked(scene.preflight(plan), "KUBELET_NEWER_THAN_CONTROL_PLANE", "1.35");
  }

  @Test
  void nor_may_those_that_the_cloud_replaces() {
    ControlPlaneScene scene = new ControlPlaneScene();
    UpgradePlan plan =
        scene
            .builder()
            .nodeGroup(
                scene.managed.provider(),
                ControlPlaneScene.DELEGATED,
                group -> group.to(Target.kubernetes("1.35")))
            .build();

    assertBlocked(
        scene.preflight(plan), "KUBELET_NEWER_THAN_CONTROL_PLANE", "upgrade the control plane");
  }

  @Test
  void everything_that_is_wrong_with_it_in_a_plan_is_told_at_once() {
    ControlPlaneScene scene = new ControlPlaneScene();

    assertThatThrownBy(
            () ->
                scene
                    .builder()
                    .controlPlane(
                        scene.port(),
                        cp ->
                            cp.to("latest")
                                .gate(HealthGate.nodesReady())
                                .needsApproval(Duration.ZERO))
                    .wave(
                        "control plane 1.35",
                        wave ->
                            wave.nodeGroup(
                                scene.cloud.provider(), "control plane 1.36", group -> {}))
                    .build())
        .isInstanceOfSatisfying(
            InvalidPlanException.class,
            invalid ->
                assertThat(invalid.problems())
                    .extracting(Object::toString)
                    .anyMatch(text -> text.contains("'latest', which is no version"))
                    .anyMatch(text -> text.contains("needsApproval(..) is zero"))
                    .anyMatch(text -> text.startsWith("wave 'control plane 1.35'"))
                    .anyMatch(text -> text.startsWith("node group 'control plane 1.36'")));
  }

  @Test
  void a_plan_whose_cloud_upgrades_no_control_plane_says_so() {
    ControlPlaneScene scene = new ControlPlaneScene();

    assertThatThrownBy(
            () ->
                scene
                    .builder()
                    .cloudProvider(scene.cloud.provider())
                    .controlPlane(cp -> cp.to("1.35"))
                    .build())
        .isInstanceOf(InvalidPlanException.class)
        .hasMessageContaining("names no cloud that upgrades it");
  }

  @Test
  void a_cloud_that_cannot_tell_of_its_control_plane_is_named() {
    ControlPlaneScene scene = new ControlPlaneScene();
    for (PlugInFault fault : List.of(PlugInFault.THROWS, PlugInFault.ANSWERS_NULL)) {
      InstanceProvider cloud =
          fault.in(
              InstanceProvider.class, scene.cloud.provider(), "controlPlane", new AtomicInteger());

      assertThatThrownBy(
              () -> scene.builder().cloudProvider(cloud).controlPlane(cp -> cp.to("1.35")).build())
          .isInstanceOf(InvalidPlanException.class)
          .hasMessageContaining("controlPlane()");
    }
  }

  private static void assertBlocked(List<Finding> findings, String code, String remedy) {
    assertThat(findings)
        .filteredOn(Finding::blocks)
        .anySatisfy(
            finding -> {
              assertThat(finding.code()).isEqualTo(code);
              assertThat(finding.remedy()).contains(remedy);
            });
  }
}
