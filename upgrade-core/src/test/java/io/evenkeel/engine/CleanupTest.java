package io.evenkeel.engine;

import static io.evenkeel.engine.Scene.decides;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.model.Node;
import io.evenkeel.spi.NodePatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an abandoned run has left is removed, and only that. */
class CleanupTest {
  private final Scene scene = Scene.surging(2);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "write marks",
        "soft-close",
        "suspend",
        "launch from",
        "set desired",
        "cordon and drain",
        "evict",
        "soak",
        "terminate",
        "remove marks"
      })
  void whatever_an_abandoned_run_was_doing_the_cluster_is_as_it_was(String step) {
    // given
    abandonedAt(step);

    // when
    UpgradeOutcome outcome = cleanup();

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Stopped.class);
    assertThat(scene.closedNodes()).isEmpty();
    assertThat(givenBackOrTold(outcome)).as(outcome.toString()).isTrue();
    assertThat(scene.group().tags()).noneMatch(tag -> tag.key().startsWith("evenkeel.io/"));
    assertThat(outside().status()).isEmpty();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void what_other_people_have_put_there_stays() {
    // given
    abandonedAt("evict");
    Node theirs =
        scene.world.cluster.nodes().stream()
            .filter(node -> !node.unschedulable())
            .findFirst()
            .orElseThrow();
    scene
        .world
        .cluster
        .edit()
        .patch(theirs.name(), NodePatch.nothing().cordon().annotate("team/why", "a test"));

    // when
    cleanup();

    // then
    assertThat(scene.closedNodes()).extracting(Node::name).containsExactly(theirs.name());
    assertThat(scene.closedNodes().get(0).hasAnnotation("team/why")).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void where_the_lease_is_lost_too_the_marks_tell_what_was_there() {
    // given
    abandonedAt("cordon and drain");
    scene.world.cluster.edit().deleteLease("evenkeel-upgrade");

    // when
    UpgradeOutcome outcome = cleanup();

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Stopped.class);
    assertThat(scene.closedNodes()).isEmpty();
    assertThat(givenBackOrTold(outcome)).as(outcome.toString()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_run_that_is_at_work_is_not_cleaned_up_after() {
    // given
    scene.start();
    scene.until(decides("evict"));

    // when
    UpgradeOutcome outcome = outside().cleanup(groups());

    // then
    assertThat(((UpgradeOutcome.Failed) outcome).reason()).isEqualTo(FailureReason.ANOTHER_RUN);
  }

  @Test
  void a_group_that_the_run_has_changed_is_not_forgotten() {
    // given
    abandonedAt("evict");
    scene.world.cloud.group(
        "others", group -> group.size(1).max(1).template("lt-others", World.OLD));

    // when
    UpgradeOutcome outcome = outside().cleanup(Cleanup.of(scene.oracle.provider(), "others"));

    // then
    assertThat(((UpgradeOutcome.Failed) outcome).reason()).isEqualTo(FailureReason.PREFLIGHT);
    assertThat(((UpgradeOutcome.Failed) outcome).message()).contains("node group " + World.GROUP);
  }

  @Test
  void where_nothing_was_left_nothing_is_done() {
    // when
    UpgradeOutcome outcome = outside().cleanup(groups());

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(scene.world.cluster.nodes()).noneMatch(Node::unschedulable);
  }

  private void abandonedAt(String step) {
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> {}), scene.recorder());
    scene.until(decides(step));
    first.close();
    scene.oracle.nextProcess();
  }

  private UpgradeOutcome cleanup() {
    UpgradeOutcome outcome = outside().cleanup(groups(), scene.recorder());
    scene.oracle.ended(outcome);
    return outcome;
  }

  /** Where the zones are uneven, rebalancing stays off, and the outcome says so. */
  private boolean givenBackOrTold(UpgradeOutcome outcome) {
    return scene.group().suspended().isEmpty()
        || !outcome.summary().groups().get(0).leftovers().isEmpty();
  }

  private Cleanup groups() {
    return Cleanup.of(scene.oracle.provider(), World.GROUP);
  }

  private RunControl outside() {
    return Scene.upgrader(scene.world, "operator").control(scene.oracle.client());
  }
}
