package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.report.ConsoleProgress;
import io.evenkeel.report.SummaryReport;
import io.evenkeel.report.Terminal;
import io.evenkeel.spi.ControlPlaneChange.ToVersion;
import io.evenkeel.spi.RolloutState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What people read of an upgrade of the control plane: lines, a live display, a summary, a status.
 */
class ControlPlaneReportTest {
  private static final int COLUMNS = 80;

  private final ControlPlaneScene scene = new ControlPlaneScene().withAddOns();
  private final StringBuilder printed = new StringBuilder();

  @Test
  void each_update_is_told_when_it_begins_and_when_it_is_done() {
    // when
    scene.end(start(scene.plan(cp -> cp.to("1.35").acceptOlderNodes()), Terminal.lines()));

    // then
    assertThat(printed.toString().lines().skip(1))
        .containsExactly(
            "00:00  control plane: 1.34 -> 1.35",
            "00:00  add-on vpc-cni: v1.19.0 -> v1.20.0 begins (cp-update-1)",
            "02:00  add-on vpc-cni: v1.19.0 -> v1.20.0 is done",
            "02:00  control plane: 1.34 -> 1.35 begins (cp-update-2)",
            "12:02  control plane: 1.34 -> 1.35 is done",
            "12:02  add-on kube-proxy: v1.34.0-eksbuild.1 -> v1.35.0-eksbuild.1 begins"
                + " (cp-update-3)",
            "14:03  add-on kube-proxy: v1.34.0-eksbuild.1 -> v1.35.0-eksbuild.1 is done",
            "14:03  add-on vpc-cni: v1.20.0 -> v1.21.0 begins (cp-update-4)",
            "16:03  add-on vpc-cni: v1.20.0 -> v1.21.0 is done",
            "16:04  the run succeeded");
  }

  @Test
  void what_was_under_way_already_is_waited_for() {
    // given
    scene.plane.start(new ToVersion("1.34", "1.35"), "by hand");

    // when
    scene.end(start(scene.plan(cp -> cp.to("1.35")), Terminal.lines()));

    // then
    assertThat(printed.toString())
        .contains("control plane: a change that was found under way is waited for (cp-update-1)");
  }

  @Test
  void a_plan_that_changes_add_ons_alone_says_that_the_version_stays() {
    // when
    scene.end(start(scene.plan(cp -> cp.to("1.34")), Terminal.lines()));

    // then
    assertThat(printed.toString()).contains("control plane: stays at 1.34");
  }

  @Test
  void a_live_display_shows_what_the_cloud_is_at_work_on_and_for_how_long() {
    // given
    ConsoleProgress progress = new ConsoleProgress(printed, Terminal.live(COLUMNS));
    scene
        .process("one")
        .start(scene.withNodes(cp -> cp.to("1.35")), Watched.recorder(scene.events), progress);
    scene.until(this::isOfControlPlane);

    // when
    scene.time.advance(Duration.ofMinutes(3));
    progress.refresh(scene.time.now());

    // then
    List<String> lines = printed.toString().lines().toList();
    List<String> block = lines.subList(lines.size() - 4, lines.size() - 1);
    assertThat(block.get(0)).contains("control plane").contains("1.34 -> 1.35");
    assertThat(block.get(1)).contains("update   cp-update-2, under way for 3 min 0 s");
    assertThat(block.get(2)).contains("waiting  -");
  }

  private boolean isOfControlPlane(UpgradeEvent event) {
    return event instanceof UpgradeEvent.UpdateStarted started
        && started.subject().equals("control plane");
  }

  @Test
  void the_summary_says_from_where_to_where_and_lists_each_update() {
    // when
    String summary = SummaryReport.of(scene.run(scene.withNodes(cp -> cp.to("1.36"))));

    // then
    assertThat(summary)
        .startsWith(
            "Upgrade succeeded: control plane 1.34 -> 1.36, 4 add-ons updated, 6 nodes replaced in")
        .containsPattern("add-on vpc-cni +v1.19.0 -> v1.20.0 +2 min 0 s")
        .containsPattern("control plane +1.35 -> 1.36 +10 min");
  }

  @Test
  void a_failure_says_how_far_the_control_plane_has_come() {
    // given
    UpgradeRun run = scene.start(scene.plan(cp -> cp.to("1.36")));
    scene.until(
        event ->
            event instanceof UpgradeEvent.UpdateEnded ended && ended.what().startsWith("1.34"));
    scene.plane.failsNext(
        new RolloutState.Trouble("IpNotAvailable", "no IP", "free IPs", List.of()));

    // when
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(SummaryReport.of(outcome))
        .startsWith("Upgrade failed: control plane 1.34 -> 1.35, 1 add-on updated in")
        .contains("IpNotAvailable: no IP", "free IPs; then start again");
  }

  @Test
  void the_status_tells_what_the_cloud_is_at_work_on_and_forgets_it_at_its_end() {
    // given
    UpgradeRun run = scene.start(scene.plan(cp -> cp.to("1.35")));
    scene.until(this::isOfControlPlane);
    scene.time.advance(Duration.ofSeconds(30));

    // when
    RunStatus status = status();
    scene.end(run);

    // then
    assertThat(status.update().orElseThrow())
        .startsWith("control plane: 1.34 -> 1.35 (cp-update-2), since 2026-");
    assertThat(scene.process("operator").control(scene.cluster.client()).status()).isEmpty();
  }

  private RunStatus status() {
    return scene.process("operator").control(scene.cluster.client()).status().orElseThrow();
  }

  private UpgradeRun start(UpgradePlan plan, Terminal terminal) {
    return scene
        .process("one")
        .start(plan, Watched.recorder(scene.events), new ConsoleProgress(printed, terminal));
  }
}
