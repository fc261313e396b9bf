package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.campaign.internal.CrashPoint;
import io.evenkeel.campaign.internal.CrashPoint.Moment;
import io.evenkeel.campaign.internal.CrashingProcess;
import io.evenkeel.campaign.internal.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process dies at the very moment at which it is told to, and sends nothing more. */
class CrashingProcessTest {
  private final World world = World.shop();
  private final List<Upgrader> upgraders = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(Moment.class)
  void after_the_crash_nothing_is_sent_and_the_next_process_finishes(Moment moment) {
    // given
    CrashingProcess process =
        CrashingProcess.at(
            CrashPoint.atEffect(9, moment), world.time, () -> upgraders.get(0).close());
    start(process);
    world.time.runUntil(process::isDead, Duration.ofHours(1));
    int sent = process.effects().size();

    // when
    world.time.advance(Duration.ofMinutes(10));
    int sentLater = process.effects().size();
    UpgradeOutcome outcome = next();

    // then
    assertThat(process.isDead()).isTrue();
    assertThat(sent).isGreaterThanOrEqualTo(9);
    assertThat(sentLater).isEqualTo(sent);
    assertThat(outcome.succeeded()).isTrue();
  }

  @Test
  void a_process_that_dies_before_its_first_request_leaves_no_trace() {
    // given
    long before = world.cluster.history().size();
    CrashingProcess process =
        CrashingProcess.at(
            CrashPoint.atEffect(1, Moment.BEFORE_THE_REQUEST),
            world.time,
            () -> upgraders.get(0).close());

    // when
    start(process);
    world.time.runUntil(process::isDead, Duration.ofHours(1));
    world.time.advance(Duration.ofMinutes(1));

    // then
    assertThat(world.cluster.history().size()).isEqualTo(before);
    assertThat(process.effects()).hasSize(1);
  }

  private void start(CrashingProcess process) {
    upgraders.add(Scene.upgrader(world, "first"));
    upgraders
        .get(0)
        .start(
            UpgradePlan.builder()
                .clusterClient(process.client(world.cluster.client()))
                .cloudProvider(process.provider(world.cloud.provider()))
                .nodeGroup(World.GROUP, group -> {})
                .build());
  }

  private UpgradeOutcome next() {
    return Trial.finish(
        world.time, Scene.upgrader(world, "second").start(world.plan(group -> {})), 1);
  }
}
