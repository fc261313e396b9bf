package io.evenkeel.simulation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {

  /** The first of January 2026 is a Thursday. */
  @ParameterizedTest
  @CsvSource({
    "0 9 * * *,       2026-01-01T09:00:00Z",
    "*/20 * * * *,    2026-01-01T00:20:00Z",
    "'5,50 3-4 * * *', 2026-01-01T03:05:00Z",
    "0 0 * * *,       2026-01-02T00:00:00Z",
    "0 0 1 * *,       2026-02-01T00:00:00Z",
    "30 22 * * sat,   2026-01-03T22:30:00Z",
    "0 9 * * mon-fri, 2026-01-01T09:00:00Z",
    "0 0 13 * 5,      2026-01-02T00:00:00Z",
    "0 0 29 feb *,    2028-02-29T00:00:00Z",
    "10/30 * * * *,   2026-01-01T00:10:00Z",
    "@daily,          2026-01-02T00:00:00Z",
    "@weekly,         2026-01-04T00:00:00Z",
    "@hourly,         2026-01-01T01:00:00Z"
  })
  void namesTheNextTimeAfterAnother(String schedule, String next) {
    assertThat(CronSchedule.parse(schedule).next(Instant.parse("2026-01-01T00:00:00Z")))
        .contains(Instant.parse(next));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0 9 * *",
        "60 0 * * *",
        "0 24 * * *",
        "a b c d e",
        "5-1 * * * *",
        "0 9 * * 7"
      })
  void refusesWhatIsNoSchedule(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> CronSchedule.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0 31 2 *"})
  void hasNoNextTimeWhereThereIsNone(String schedule) {
    assertThat(CronSchedule.parse(schedule).next(Instant.EPOCH)).isEmpty();
  }
}
