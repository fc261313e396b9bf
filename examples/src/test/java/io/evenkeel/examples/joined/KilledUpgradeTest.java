package io.evenkeel.examples.joined;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.examples.controlplane.Await;
import io.evenkeel.examples.controlplane.ControlPlane;
import io.evenkeel.examples.controlplane.ControlPlaneOptions;
import io.evenkeel.examples.controlplane.ShippedRole;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;

/**
 * The command line upgrades a group and is killed on the way, again and again; the same command
 * once more finishes the job, and whoever watches the cluster sees one upgrade within its limits.
 */
@Tag("real-cluster")
class KilledUpgradeTest {
  private static final Observer.Limits LIMITS = new Observer.Limits(0, 2);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration LONGEST_WORK = Duration.ofSeconds(8);
  private static final int KILLS = 10;
  private static final int NODES = 10;

  /** Longer than it takes to succeed a dead process, as the real one's ten minutes are. */
  private static final Duration AUTOSCALER_PATIENCE = Duration.ofSeconds(60);

  private ControlPlane plane;

  @BeforeEach
  void start() throws Exception {
    plane =
        ControlPlane.start(
            ControlPlaneOptions.defaults().user(ShippedRole.user()).progress(System.err::println));
  }

  @AfterEach
  void stop() {
    if (plane != null) {
      plane.close();
    }
  }

  @Test
  void tenProcessesAreKilledAtRandomMomentsAndTheNextOneFinishesTheJob() throws Exception {
    // given
    long seed = Long.getLong("evenkeel.seed", 20261122);
    System.err.println("kills at random moments, -Devenkeel.seed=" + seed);
    Random random = new Random(seed);
    try (Landscape landscape = Landscape.on(plane, NODES);
        Observer observer = Observer.of(plane, landscape.truth(), LIMITS);
        AutoScalingClient scaling = landscape.scalingClient();
        ClusterAutoscaler autoscaler =
            ClusterAutoscaler.start(observer.picture(), scaling, AUTOSCALER_PATIENCE)) {

      // when
      for (int kill = 1; kill <= KILLS; kill++) {
        Duration work = Duration.ofMillis(random.nextLong(LONGEST_WORK.toMillis()));
        System.err.println(
            "process "
                + kill
                + " is killed "
                + work.toMillis()
                + " ms into its work: "
                + observer.account());
        assertThat(killed(landscape, kill, work)).as("exit code").isEqualTo(137);
      }
      observer.givenBack().zonesMayBeUneven();
      int last = finish(landscape);
      autoscaler.close();

      // then
      System.err.println("killed: " + observer.account());
      assertThat(last).as("exit code of the last process").isZero();
      observer.verdict().isContentWithUpgradeTo(Landscape.NEW_IMAGE);
      assertThat(autoscaler.removed()).as("removed by the autoscaler").isEmpty();
      assertThat(autoscaler.failures()).isEmpty();
    }
  }

  private int killed(Landscape landscape, int number, Duration work) throws Exception {
    try (CliProcess process = upgrade(landscape, "kill-" + number)) {
      Await.until("the run to begin", LONG, () -> process.printed().contains("run run-"));
      CompletableFuture.runAsync(
              process::kill,
              CompletableFuture.delayedExecutor(work.toMillis(), TimeUnit.MILLISECONDS))
          .join();
      return process.await(LONG);
    }
  }

  private int finish(Landscape landscape) throws Exception {
    try (CliProcess last = upgrade(landscape, "kill-none")) {
      return last.await(LONG);
    }
  }

  private CliProcess upgrade(Landscape landscape, String name) throws IOException {
    return CliProcess.start(
        Path.of("target", "joined-" + name + ".log"),
        "upgrade",
        "--group=" + Landscape.GROUP,
        "--max-unavailable=" + LIMITS.maxUnavailable(),
        "--max-surge=" + LIMITS.maxSurge(),
        "--soak=2s",
        "--canary-proof=3s",
        "--lease=15s",
        "--kubeconfig=" + plane.kubeconfig(ShippedRole.USER),
        "--aws-endpoint=" + landscape.awsUri(),
        "--yes",
        "--verbose");
  }
}
