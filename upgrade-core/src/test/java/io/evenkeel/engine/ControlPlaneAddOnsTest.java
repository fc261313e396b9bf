package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evenkeel.UpdateSummary;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.spi.AddOnVersion;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.ControlPlaneChange;
import io.evenkeel.spi.ControlPlaneChange.ToAddOn;
import io.evenkeel.spi.ControlPlaneState.AddOn;
import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which add-on goes to which version, and when: as seldom as may be, and never back. */
class ControlPlaneAddOnsTest {
  private final ControlPlaneScene scene = new ControlPlaneScene().withAddOns();

  @Test
  void an_add_on_that_goes_with_every_version_on_the_way_is_changed_once_at_the_end() {
    // given
    scene.plane.offers("coredns", "v1.12.0", "1.35", "1.36");

    // when
    scene.run(scene.plan(cp -> cp.to("1.36")));

    // then
    assertThat(scene.changes())
        .containsOnlyOnce("add-on coredns v1.12.0")
        .containsSubsequence("control plane 1.36", "add-on coredns v1.12.0");
  }

  @Test
  void the_version_that_the_plan_names_is_for_the_end_of_the_way() {
    // given
    scene.plane.offers("coredns", "v1.12.0", "1.36").offers("coredns", "v1.12.1", "1.36");

    // when
    UpgradeOutcome outcome = scene.run(scene.plan(cp -> cp.to("1.36").addOn("coredns", "v1.12.0")));

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.changes())
        .containsSubsequence("control plane 1.36", "add-on coredns v1.12.0")
        .doesNotContain("add-on coredns v1.12.1");
  }

  @Test
  void the_version_that_the_plan_names_is_taken_at_once_where_it_goes_with_both() {
    // given
    scene.plane.offers("vpc-cni", "v1.20.1", "1.34", "1.35");

    // when
    scene.run(scene.plan(cp -> cp.to("1.35").addOn("vpc-cni", "v1.20.0")));

    // then
    assertThat(scene.changes())
        .filteredOn(change -> change.startsWith("add-on vpc-cni"))
        .containsExactly("add-on vpc-cni v1.20.0");
  }

  @Test
  void of_several_that_go_with_both_the_recommended_one_is_taken() {
    // given
    scene.plane.offers("vpc-cni", "v1.20.1", "1.34", "1.35");
    ControlPlane port = recommending("vpc-cni", "v1.20.0");

    // when
    scene.run(scene.plan(port, cp -> cp.to("1.35")));

    // then
    assertThat(scene.changes())
        .filteredOn(change -> change.startsWith("add-on vpc-cni"))
        .containsExactly("add-on vpc-cni v1.20.0");
  }

  @Test
  void an_add_on_that_is_newer_than_what_is_recommended_stays() {
    // given
    scene.plane.addOn("vpc-cni", "v1.20.0");
    ControlPlane port = recommending("vpc-cni", "v1.19.0");

    // when
    UpgradeOutcome outcome = scene.run(scene.plan(port, cp -> cp.to("1.34")));

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.plane.state().addOns()).contains(new AddOn("vpc-cni", "v1.20.0"));
    assertThat(scene.changes()).isEmpty();
  }

  @Test
  void what_stands_against_a_version_that_is_reached_does_not_keep_its_add_ons_back() {
    // given
    UpgradeRun run = scene.start(scene.plan(cp -> cp.to("1.35")));
    scene.until(
        event ->
            event instanceof UpgradeEvent.UpdateStarted started
                && started.subject().equals("control plane"));
    scene.plane.finds("1.35", Finding.blocker("INSIGHT", "an insight", "late", "mend it"));

    // when
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.changes()).contains("add-on kube-proxy v1.35.0-eksbuild.1");
  }

  @Test
  void an_add_on_of_which_nothing_is_offered_stays_where_the_version_stays() {
    // given
    scene.plane.addOn("mesh", "v0.9");

    // when
    UpgradeOutcome outcome = scene.run(scene.plan(cp -> cp.to("1.34")));

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.plane.state().addOns()).contains(new AddOn("mesh", "v0.9"));
  }

  @Test
  void a_change_of_somebody_else_is_waited_for_where_nothing_is_left_to_do() {
    // given
    scene.plane.start(
        new ToAddOn("vpc-cni", "v1.19.0", "v1.20.0", ControlPlaneChange.Edits.REFUSED), "by hand");

    // when
    UpgradeOutcome outcome = scene.run(scene.plan(cp -> cp.to("1.34").addOnsOnlyWhereNeeded()));

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.plane.state().running()).isEmpty();
    assertThat(outcome.summary().updates())
        .extracting(UpdateSummary::subject, UpdateSummary::to)
        .containsExactly(tuple("add-on vpc-cni", "v1.20.0"));
  }

  @Test
  void a_rollback_changes_only_the_add_ons_that_would_not_go_with_the_older_version() {
    // given
    ControlPlaneScene back = new ControlPlaneScene("1.34").withAddOns();
    back.plane.offers("coredns", "v1.12.0", "1.33", "1.34");
    back.plane.addOn("vpc-cni", "v1.20.0");

    // when
    UpgradeOutcome outcome =
        back.run(
            back.builder()
                .controlPlane(back.port(), cp -> cp.rollbackTo("1.33"))
                .nodeGroup(
                    back.cloud.provider(),
                    ControlPlaneScene.DRIVEN,
                    group -> group.allowDowngrade())
                .nodeGroup(back.managed.provider(), ControlPlaneScene.DELEGATED, group -> {})
                .build());

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(back.changes())
        .containsExactly(
            "add-on vpc-cni v1.19.0", "control plane 1.33", "add-on kube-proxy v1.33.0-eksbuild.1");
  }

  /** The cloud recommends that version of an add-on, wherever it is offered. */
  private ControlPlane recommending(String addOn, String version) {
    return Broken.port(
        ControlPlane.class,
        scene.port(),
        (method, arguments) ->
            method.equals("offers") && arguments[0].equals(addOn)
                ? Optional.of(
                    CompletableFuture.completedStage(
                        Answer.ok(offered(addOn, (String) arguments[1], version))))
                : Optional.empty());
  }

  private List<AddOnVersion> offered(String addOn, String kubernetes, String recommended) {
    return scene.plane.offered(addOn, kubernetes).stream()
        .map(offer -> new AddOnVersion(offer.version(), offer.version().equals(recommended)))
        .toList();
  }
}
