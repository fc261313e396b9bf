package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.DrainPolicy;
import io.evenkeel.NodeStage;
import io.evenkeel.Obstacle;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.WhenStuck;
import io.evenkeel.simulation.LifecycleHook;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is emptied and does not go has a deadline and a name; the others go on meanwhile. */
class DepartureTest {

  @Test
  void an_instance_that_hangs_in_a_hook_is_named_and_left_behind() {
    // given
    Scene scene = Scene.surging(2);
    scene
        .world
        .cloud
        .group(World.GROUP)
        .putHook(LifecycleHook.onTermination("backup").heartbeat(Duration.ofHours(40)));

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(outcome.summary().took()).isLessThan(Duration.ofHours(3));
    assertThat(outcome.summary().groups().get(0).leftovers())
        .anyMatch(left -> left.contains("has been terminating for") && left.contains("hook"));
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_volume_that_stays_attached_is_named_and_its_node_quarantined() {
    // given
    Scene scene = Scene.surging(3);
    scene.oracle.mayDrainSurge(); // who takes a quarantined node's place is left over in the end
    scene
        .world
        .cluster
        .statefulSet("shop/store", store -> store.replicas(3).requests(100, 128).withZonalDisks())
        .settle();
    scene.world.cluster.faults().stickVolumes(Duration.ofDays(1), Duration.ofHours(9));

    // when
    UpgradeOutcome outcome =
        scene.end(
            scene.start(
                group ->
                    group.drain(
                        DrainPolicy.eks().whenStuck(WhenStuck.quarantine(Quantity.nodes(3))))));

    // then
    assertThat(scene.events)
        .anyMatch(
            event ->
                event instanceof UpgradeEvent.Hindered hindered
                    && hindered.obstacles().stream()
                        .anyMatch(o -> o.cause() == Obstacle.Cause.VOLUME_ATTACHED));
    assertThat(scene.events)
        .anyMatch(
            event ->
                event instanceof UpgradeEvent.NodeMoved moved
                    && moved.to() == NodeStage.QUARANTINED);
    assertThat(outcome.summary().groups().get(0).quarantined()).isNotEmpty();
    assertThat(scene.violations()).isEmpty();
  }
}
