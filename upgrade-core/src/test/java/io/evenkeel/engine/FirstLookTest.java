package io.evenkeel.engine;

import static io.evenkeel.engine.Scene.decides;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Candidate;
import io.evenkeel.FailureReason;
import io.evenkeel.NodeSelector;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.internal.Trial;
import io.evenkeel.simulation.CloudFault;
import io.evenkeel.simulation.ClusterFault;
import io.evenkeel.simulation.ClusterFaults;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What passes without our doing is waited for at the start of a process as well. */
class FirstLookTest {
  private static final Permission TAKE = Permission.of("create", "coordination.k8s.io", "leases");

  private final Scene scene = Scene.surging(1);

  @Test
  void a_first_look_that_is_throttled_backs_off_and_goes_on() {
    // given
    scene.world.cloud.faults().limit("*", scene.world.time, 1, 0.02);
    scene.world.time.schedule(Duration.ofMinutes(5), () -> scene.world.cloud.faults().lift("*"));

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.count(UpgradeEvent.Waiting.class::isInstance)).isPositive();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void an_instance_whose_node_is_away_for_a_moment_is_shown_to_the_selector_once_more() {
    // given
    NodeSelector seen =
        old -> old.node().isPresent() && old.match() == Candidate.TargetMatch.OUTDATED;
    scene.world.cluster.edit().registerAnew(scene.world.cluster.nodes().get(0).name());

    // when
    UpgradeOutcome outcome = scene.end(scene.start(group -> group.select(seen)));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(outcome.summary().groups().get(0).replaced()).isEqualTo(6);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void whoever_begins_with_credentials_that_have_expired_is_told_at_once() {
    // given
    credentialsExpireFor(Duration.ofHours(5));

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    assertThat(reason(outcome)).isEqualTo(FailureReason.DENIED);
    assertThat(outcome.summary().took()).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void whoever_goes_on_with_a_run_waits_for_credentials_that_have_expired() {
    // given
    aProcessHasDied();
    credentialsExpireFor(Duration.ofMinutes(8));

    // when
    UpgradeOutcome outcome = scene.end(successor());

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void whoever_goes_on_with_a_run_waits_for_an_API_server_that_cannot_be_read() {
    // given
    aProcessHasDied();
    scene
        .world
        .cluster
        .faults()
        .during(Duration.ofMinutes(5), ClusterFaults.reads(), new ClusterFault.LoseRequest());

    // when
    UpgradeOutcome outcome = scene.end(successor());

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_cluster_that_cannot_be_reached_for_long_is_given_up_by_name() {
    // given
    scene
        .world
        .cluster
        .faults()
        .during(Duration.ofHours(5), call -> true, new ClusterFault.LoseRequest());

    // when
    UpgradeOutcome outcome = Trial.finish(scene.world.time, scene.start(), 1);

    // then
    assertThat(reason(outcome)).isEqualTo(FailureReason.UNREACHABLE);
    assertThat(outcome.summary().took()).isLessThan(Duration.ofMinutes(15));
    assertThat(scene.count(UpgradeEvent.Waiting.class::isInstance)).isPositive();
  }

  @Test
  void taking_the_lease_without_an_answer_is_looked_up_before_it_is_tried_again() {
    // given
    scene.world.cluster.faults().next(TAKE, 1, new ClusterFault.NeverAnswer());

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  private void credentialsExpireFor(Duration span) {
    scene.world.cloud.faults().lasting("*", new CloudFault.Expired());
    scene.world.time.schedule(span, () -> scene.world.cloud.faults().lift("*"));
  }

  private void aProcessHasDied() {
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> {}), scene.recorder());
    scene.until(decides("cordon and drain"));
    first.close();
    scene.oracle.nextProcess();
  }

  private UpgradeRun successor() {
    return Scene.upgrader(scene.world, "second").start(scene.plan(group -> {}), scene.recorder());
  }

  private static FailureReason reason(UpgradeOutcome outcome) {
    return ((UpgradeOutcome.Failed) outcome).reason();
  }
}
