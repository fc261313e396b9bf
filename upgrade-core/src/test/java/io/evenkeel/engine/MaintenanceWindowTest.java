package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.DrainPolicy;
import io.evenkeel.MaintenanceWindow;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.spi.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Something new is begun only while a maintenance window of the plan is open. */
class MaintenanceWindowTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private final WaveScene scene = new WaveScene();

  private static MaintenanceWindow utc(String cron, Duration duration) {
    return MaintenanceWindow.opens(cron, ZoneOffset.UTC, duration);
  }

  private UpgradeRun start(String holder, MaintenanceWindow... windows) {
    return scene.start(
        holder,
        plan -> {
          plan.nodeGroup(World.GROUP, WaveScene::usual);
          for (MaintenanceWindow window : windows) {
            plan.maintenanceWindow(window);
          }
        });
  }

  private MaintenanceWindow opensInTwoHours(Duration duration) {
    ZonedDateTime then = scene.world.time.now().plus(Duration.ofHours(2)).atZone(ZoneOffset.UTC);
    return utc(then.getMinute() + " " + then.getHour() + " * * *", duration);
  }

  private List<Instant> drainsBegun() {
    return scene.told(UpgradeEvent.Decided.class).stream()
        .filter(e -> e.step().equals("cordon and drain"))
        .map(UpgradeEvent.Decided::at)
        .toList();
  }

  @Test
  void nothing_is_drained_before_the_window_opens() {
    // given
    Instant opens = scene.world.time.now().plus(Duration.ofHours(2)).minusSeconds(60);

    // when
    UpgradeOutcome outcome = scene.end(start("first", opensInTwoHours(Duration.ofHours(1))));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(drainsBegun()).isNotEmpty().allMatch(at -> at.isAfter(opens));
    assertThat(scene.told(UpgradeEvent.Waiting.class))
        .anyMatch(e -> e.because().startsWith("it is closed until"));
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void what_does_not_fit_into_a_window_goes_on_in_the_next() {
    // when: six nodes take longer than five minutes
    UpgradeOutcome outcome = scene.end(start("first", utc("0 * * * *", FIVE_MINUTES)));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(drainsBegun())
        .allMatch(at -> at.atZone(ZoneOffset.UTC).getMinute() < 5)
        .extracting(at -> at.atZone(ZoneOffset.UTC).getHour())
        .satisfies(hours -> assertThat(hours.stream().distinct()).hasSizeGreaterThan(1));
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void nothing_is_begun_that_would_soak_after_the_window_has_closed() {
    // when: a node soaks for two of twelve minutes
    UpgradeOutcome outcome =
        scene.end(soaking(Duration.ofMinutes(2), utc("0 * * * *", Duration.ofMinutes(12))));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(drainsBegun())
        .allMatch(at -> at.atZone(ZoneOffset.UTC).getMinute() < 10)
        .anyMatch(at -> at.atZone(ZoneOffset.UTC).getMinute() >= 7);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_window_that_is_shorter_than_twice_the_soak_is_used_to_its_end() {
    // when
    UpgradeOutcome outcome =
        scene.end(soaking(Duration.ofMinutes(10), utc("0 * * * *", FIVE_MINUTES)));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(drainsBegun()).allMatch(at -> at.atZone(ZoneOffset.UTC).getMinute() < 5);
  }

  @Test
  void windows_that_follow_one_another_have_no_end_between_them() {
    // when
    UpgradeOutcome outcome =
        scene.end(
            soaking(
                Duration.ofMinutes(2), utc("0,10,20,30,40,50 * * * *", Duration.ofMinutes(10))));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.told(UpgradeEvent.Waiting.class))
        .noneMatch(e -> e.because().startsWith("it is closed"));
  }

  private UpgradeRun soaking(Duration soak, MaintenanceWindow window) {
    return scene.start(
        "first",
        plan ->
            plan.nodeGroup(
                    World.GROUP,
                    group -> group.maxSurge(Quantity.nodes(1)).drain(DrainPolicy.eks().soak(soak)))
                .maintenanceWindow(window));
  }

  @Test
  void two_windows_are_open_where_either_is() {
    // when
    UpgradeOutcome outcome =
        scene.end(start("first", utc("0 * * * *", FIVE_MINUTES), utc("30 * * * *", FIVE_MINUTES)));

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(drainsBegun())
        .allMatch(at -> at.atZone(ZoneOffset.UTC).getMinute() % 30 < 5)
        .anyMatch(at -> at.atZone(ZoneOffset.UTC).getMinute() >= 30);
  }

  @Test
  void a_window_keeps_to_its_own_time_zone() {
    // given: it opens at the same hour of a clock that is nine hours ahead
    ZoneId tokyo = ZoneId.of("Asia/Tokyo");
    ZonedDateTime then = scene.world.time.now().plus(Duration.ofHours(3)).atZone(tokyo);
    String cron = then.getMinute() + " " + then.getHour() + " * * *";

    // when
    scene.end(start("first", MaintenanceWindow.opens(cron, tokyo, Duration.ofHours(2))));

    // then
    assertThat(drainsBegun())
        .isNotEmpty()
        .allMatch(at -> !at.isBefore(then.toInstant().minusSeconds(60)));
  }

  @Test
  void a_window_that_nobody_can_read_or_that_never_opens_refuses_the_run_by_name() {
    // when
    List<Finding> found =
        scene
            .upgrader("first")
            .preflight(
                scene.plan(
                    plan ->
                        plan.nodeGroup(World.GROUP, WaveScene::usual)
                            .maintenanceWindow(utc("at night", FIVE_MINUTES))
                            .maintenanceWindow(utc("0 0 30 2 *", FIVE_MINUTES))));

    // then
    assertThat(found)
        .filteredOn(Finding::blocks)
        .extracting(Finding::code)
        .contains("WINDOW_NOT_READABLE", "WINDOW_NEVER_OPENS");
  }
}
