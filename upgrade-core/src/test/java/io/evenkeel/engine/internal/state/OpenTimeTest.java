package io.evenkeel.engine.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.MaintenanceWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenTimeTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration NOTHING = Duration.ZERO;
  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

  private static MaintenanceWindow utc(String cron, Duration duration) {
    return MaintenanceWindow.opens(cron, ZoneOffset.UTC, duration);
  }

  private static OpenTime needing(
      Duration least, Duration carriedOver, Instant now, MaintenanceWindow... windows) {
    return OpenTime.of(Windows.of(List.of(windows)), now, least, carriedOver).orElseThrow();
  }

  @Test
  void whatFitsBeginsWhenTheWindowOpens() {
    OpenTime use = needing(HOUR, NOTHING, NOON, utc("0 22 * * *", HOUR.multipliedBy(2)));

    assertThat(use)
        .isEqualTo(
            new OpenTime(
                Instant.parse("2026-01-05T22:00:00Z"),
                Instant.parse("2026-01-06T00:00:00Z"),
                1,
                Instant.parse("2026-01-05T23:00:00Z"),
                false));
  }

  @Test
  void onlyTheRestOfAWindowThatIsOpenCounts() {
    // given: half an hour is left, and an hour is needed
    Instant now = Instant.parse("2026-01-05T23:30:00Z");

    // when
    OpenTime use = needing(HOUR, NOTHING, now, utc("0 22 * * *", HOUR.multipliedBy(2)));

    // then
    assertThat(use.begins()).isEqualTo(now);
    assertThat(use.windows()).isEqualTo(2);
    assertThat(use.done()).isEqualTo("2026-01-06T22:30:00Z");
  }

  @Test
  void fiveHoursTakeThreeWindowsOfTwo() {
    OpenTime use =
        needing(HOUR.multipliedBy(5), NOTHING, NOON, utc("0 22 * * *", HOUR.multipliedBy(2)));

    assertThat(use.windows()).isEqualTo(3);
    assertThat(use.done()).isEqualTo("2026-01-07T23:00:00Z");
  }

  @Test
  void whatIsCarriedOverShortensWhatTheNextWindowHasToDo() {
    // given: 2 h, then 20 min after its end, then 2 h again leave 40 min for the third window
    Duration carried = Duration.ofMinutes(20);

    // when
    OpenTime use =
        needing(HOUR.multipliedBy(5), carried, NOON, utc("0 22 * * *", HOUR.multipliedBy(2)));

    // then: two times 20 min of the five hours pass outside
    assertThat(use.done()).isEqualTo("2026-01-07T22:20:00Z");
  }

  @Test
  void whatIsLeftAtTheEndOfAWindowMayRunOverIt() {
    OpenTime use =
        needing(
            Duration.ofMinutes(130),
            Duration.ofMinutes(10),
            NOON,
            utc("0 22 * * *", HOUR.multipliedBy(2)));

    assertThat(use.runsOver()).isTrue();
    assertThat(use.windows()).isEqualTo(1);
    assertThat(use.done()).isEqualTo("2026-01-06T00:10:00Z");
  }

  @Test
  void noMoreIsCarriedOverThanThereIsTimeBetweenTwoWindows() {
    // given: five minutes are closed in each hour
    OpenTime use =
        needing(Duration.ofMinutes(120), HOUR, NOON, utc("0 * * * *", Duration.ofMinutes(55)));

    // then
    assertThat(use.done()).isEqualTo("2026-01-05T14:00:00Z");
  }

  @Test
  void windowsThatOverlapAreOne() {
    // when: from 22:00 to 01:30
    OpenTime use =
        needing(
            HOUR.multipliedBy(3),
            NOTHING,
            NOON,
            utc("0 22 * * *", HOUR.multipliedBy(2)),
            utc("30 23 * * *", HOUR.multipliedBy(2)));

    // then
    assertThat(use.windows()).isEqualTo(1);
    assertThat(use.closes()).isEqualTo("2026-01-06T01:30:00Z");
    assertThat(use.done()).isEqualTo("2026-01-06T01:00:00Z");
  }

  @Test
  void windowsThatFollowOneAnotherWithoutEndAreOneForEver() {
    OpenTime use = needing(HOUR.multipliedBy(500), NOTHING, NOON, utc("0 * * * *", HOUR));

    assertThat(use.windows()).isEqualTo(1);
    assertThat(use.done()).isEqualTo(NOON.plus(HOUR.multipliedBy(500)));
  }

  @Test
  void aWindowOpensAnHourEarlierByTheWorldsClockOnceSummerTimeHasBegun() {
    // given: summer time begins in the night to Sunday, the 29th of March 2026
    Instant friday = Instant.parse("2026-03-27T12:00:00Z");
    MaintenanceWindow nights = MaintenanceWindow.opens("0 22 * * *", BERLIN, HOUR);

    // when
    OpenTime use = needing(HOUR.multipliedBy(3), NOTHING, friday, nights);

    // then: Friday and Saturday at 21:00 UTC, Sunday at 20:00
    assertThat(use.begins()).isEqualTo("2026-03-27T21:00:00Z");
    assertThat(use.done()).isEqualTo("2026-03-29T21:00:00Z");
  }

  @Test
  void aWindowOverTheChangeToWinterTimeIsOpenForAsLongAsItSays() {
    // given: the hour from 02:00 to 03:00 comes twice on the 25th of October 2026
    Instant saturday = Instant.parse("2026-10-24T12:00:00Z");
    MaintenanceWindow night = MaintenanceWindow.opens("0 1 * * SUN", BERLIN, HOUR.multipliedBy(4));

    // when
    OpenTime use = needing(HOUR.multipliedBy(4), NOTHING, saturday, night);

    // then: from 01:00 summer time to 04:00 winter time
    assertThat(use.begins()).isEqualTo("2026-10-24T23:00:00Z");
    assertThat(use.done()).isEqualTo("2026-10-25T03:00:00Z");
    assertThat(use.windows()).isEqualTo(1);
  }

  @Test
  void whatAThousandWindowsAreNotEnoughForIsNotTold() {
    assertThat(
            OpenTime.of(
                Windows.of(List.of(utc("0 22 * * *", Duration.ofMinutes(1)))),
                NOON,
                HOUR.multipliedBy(24),
                NOTHING))
        .isEmpty();
  }
}
