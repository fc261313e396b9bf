package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What would never end by itself ends by name. */
class NamedEndTest {

  @Test
  void a_cluster_that_is_not_seen_for_long_ends_the_run_by_name() {
    // given
    Scene scene = Scene.surging(1);
    UpgradeRun run = scene.start();
    scene.until(Scene.decides("cordon and drain"));

    // when
    scene.world.cluster.interruptWatches(Duration.ofHours(5));
    UpgradeOutcome outcome = scene.end(run);

    // then
    UpgradeOutcome.Failed failed = (UpgradeOutcome.Failed) outcome;
    assertThat(failed.reason()).isEqualTo(FailureReason.UNREACHABLE);
    assertThat(failed.message()).contains("the cluster could not be seen for 10 minutes");
    assertThat(scene.count(event -> event instanceof UpgradeEvent.Waiting)).isPositive();
    assertThat(failed.summary().took()).isLessThan(Duration.ofMinutes(30));
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_run_that_is_cancelled_while_it_sees_nothing_ends_and_says_what_it_leaves() {
    // given
    Scene scene = Scene.surging(1);
    UpgradeRun run = scene.start();
    scene.until(Scene.decides("cordon and drain"));

    // when
    scene.world.cluster.interruptWatches(Duration.ofHours(5));
    scene.passes(Duration.ofSeconds(10));
    run.cancel();
    UpgradeOutcome outcome = scene.end(run);

    // then
    UpgradeOutcome.Failed failed = (UpgradeOutcome.Failed) outcome;
    assertThat(failed.reason()).isEqualTo(FailureReason.UNREACHABLE);
    assertThat(failed.message()).contains("before that: cancelled by the caller");
    assertThat(outcome.summary().groups().get(0).leftovers().toString())
        .contains("the cluster could not be seen");
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_cluster_that_is_seen_again_in_time_lets_the_run_go_on() {
    // given
    Scene scene = Scene.surging(1);
    UpgradeRun run = scene.start();
    scene.until(Scene.decides("cordon and drain"));

    // when
    scene.world.cluster.interruptWatches(Duration.ofMinutes(9));
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }
}
