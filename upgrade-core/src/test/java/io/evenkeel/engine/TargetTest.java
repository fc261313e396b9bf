package io.evenkeel.engine;

import static io.evenkeel.engine.Scene.decides;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.SelfDrivenGroupBuilder;
import io.evenkeel.Target;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.report.SummaryReport;
import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A target is pinned once; a newer one is told, an older one has to be meant. */
class TargetTest {
  private static final String NEWER = "ami-newer";

  private final Scene scene = Scene.surging(2);

  @Test
  void a_newer_image_that_appears_meanwhile_changes_nothing_and_is_told_at_the_end() {
    // given
    UpgradeRun run = scene.start();
    scene.until(decides("cordon and drain"));

    // when
    scene.world.cloud.recommends("1.36", NEWER);
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(images()).containsOnly(World.NEW);
    assertThat(newer(outcome)).contains(NEWER);
    assertThat(SummaryReport.of(outcome)).contains(NEWER);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void the_pinned_target_is_kept_by_the_next_process_although_a_newer_one_exists() {
    // given
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> {}), scene.recorder());
    scene.until(decides("terminate"));
    first.close();

    // when
    scene.world.cloud.recommends("1.36", NEWER);
    scene.oracle.nextProcess();
    UpgradeOutcome outcome =
        scene.end(
            Scene.upgrader(scene.world, "second").start(scene.plan(g -> {}), scene.recorder()));

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(images()).containsOnly(World.NEW);
    assertThat(newer(outcome)).contains(NEWER);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void where_nothing_newer_exists_nothing_is_told() {
    assertThat(newer(scene.end(scene.start()))).isEmpty();
  }

  @Test
  void an_older_version_of_the_template_is_refused_unless_it_is_meant() {
    // given
    assertThat(scene.end(scene.start()).succeeded()).isTrue();
    Target before = Target.launchTemplate("lt-workers", 1);

    // then
    assertThat(blockers(group -> group.to(before))).containsExactly("TARGET_OLDER");
    assertThat(blockers(group -> group.to(before).allowDowngrade())).isEmpty();
  }

  @Test
  void a_kubelet_newer_than_the_control_plane_is_refused_even_if_it_is_meant() {
    // given
    scene.world.cloud.recommends("1.99", World.NEW).recommends("1.20", World.NEW);

    // then
    assertThat(blockers(group -> group.to(Target.kubernetes("1.99")).allowDowngrade()))
        .containsExactly("KUBELET_NEWER_THAN_CONTROL_PLANE");
    assertThat(blockers(group -> group.to(Target.kubernetes("1.20")).allowDowngrade()))
        .containsExactly("KUBELET_TOO_OLD");
  }

  private List<String> blockers(Consumer<SelfDrivenGroupBuilder> group) {
    return Scene.upgrader(scene.world, "looker").preflight(scene.plan(group)).stream()
        .filter(Finding::blocks)
        .map(Finding::code)
        .toList();
  }

  private List<String> images() {
    return scene.group().instances().stream().map(i -> i.image()).distinct().toList();
  }

  private static String newer(UpgradeOutcome outcome) {
    return outcome.summary().groups().get(0).newerTarget().orElse("");
  }
}
