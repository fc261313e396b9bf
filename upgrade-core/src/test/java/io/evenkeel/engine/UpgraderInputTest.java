package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradeRun;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What an upgrader cannot work with is refused where it is given, with what is wanted instead. */
@SuppressWarnings("NullAway")
class UpgraderInputTest {
  private final World world = World.small(2);

  @Test
  void a_lease_lasts_from_6_seconds_to_an_hour() {
    refused(() -> builder().leaseDuration(Duration.ZERO), "leaseDuration is PT0S", "6 s to 1 h");
    refused(() -> builder().leaseDuration(Duration.ofSeconds(-60)), "PT-1M", "6 s to 1 h");
    refused(() -> builder().leaseDuration(Duration.ofHours(2)), "PT2H", "6 s to 1 h");
    refused(() -> builder().leaseDuration(null), "leaseDuration is null", "6 s to 1 h");
  }

  @Test
  void a_first_look_is_waited_for_from_nothing_to_a_day() {
    refused(() -> builder().firstLookWithin(Duration.ofMinutes(-1)), "PT-1M", "0 s to 1 day");
    refused(() -> builder().firstLookWithin(null), "firstLookWithin is null", "0 s to 1 day");
  }

  @Test
  void a_holder_has_a_name() {
    refused(() -> builder().holder(""), "holder", "a name");
    refused(() -> builder().holder(null), "holder", "a name");
  }

  @Test
  void whatever_else_is_null_is_refused_with_what_is_wanted() {
    // given
    UpgradeRun run = Upgrader.on(world.time).start(world.plan(group -> {}));
    Upgrader upgrader = Upgrader.on(world.time);

    // then
    missing(() -> Upgrader.on(null), "a timeline");
    missing(() -> builder().decisionTimer(null, nanos -> {}), "a clock");
    missing(() -> builder().decisionTimer(System::nanoTime, null), "a consumer");
    missing(() -> upgrader.start(null), "a plan");
    missing(() -> upgrader.start(world.plan(g -> {}), (UpgradeListener) null), "a listener");
    missing(() -> upgrader.preflight(null), "a plan");
    missing(() -> upgrader.status(null), "a cluster client");
    missing(() -> upgrader.control(null), "a cluster client");
    missing(() -> run.events(null), "a listener");
  }

  private static UpgraderBuilder builder() {
    return Upgrader.builder();
  }

  private static void refused(ThrowingCallable setting, String... words) {
    assertThatIllegalArgumentException()
        .isThrownBy(setting)
        .satisfies(
            fault ->
                org.assertj.core.api.Assertions.assertThat(fault.getMessage()).contains(words));
  }

  private static void missing(ThrowingCallable call, String wanted) {
    assertThatNullPointerException().isThrownBy(call).withMessageContaining(wanted);
  }
}
