package io.evenkeel.examples.joined;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.examples.controlplane.ControlPlane;
import io.evenkeel.examples.controlplane.ControlPlaneOptions;
import io.evenkeel.examples.controlplane.ShippedRole;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;

/**
 * The command line upgrades a group and is killed on the way; the same command again finishes the
 * job, and whoever watches the cluster sees one upgrade within its limits.
 */
@Tag("real-cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledUpgradeTest {
  private static final Observer.Limits LIMITS = new Observer.Limits(0, 2);
  private static final Duration LONG = Duration.ofMinutes(5);

  /** Longer than it takes to succeed a dead process, as the real one's ten minutes are. */
  private static final Duration AUTOSCALER_PATIENCE = Duration.ofSeconds(60);

  private ControlPlane plane;

  @BeforeAll
  void start() throws Exception {
    plane =
        ControlPlane.start(
            ControlPlaneOptions.defaults().user(ShippedRole.user()).progress(System.err::println));
  }

  @AfterAll
  void stop() {
    if (plane != null) {
      plane.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSecondProcessFinishesWhatAKilledOneHasBegun(KillMoment moment) throws Exception {
    // given
    try (Landscape landscape = Landscape.on(plane);
        Observer observer = Observer.of(plane, landscape.truth(), LIMITS);
        AutoScalingClient scaling = landscape.scalingClient();
        ClusterAutoscaler autoscaler =
            ClusterAutoscaler.start(observer.picture(), scaling, AUTOSCALER_PATIENCE)) {

      // when
      int killed = killAt(moment, landscape, observer);
      int second = finish(moment, landscape);
      autoscaler.close();

      // then
      System.err.println("killed " + moment + ": " + observer.account());
      assertThat(killed).as("exit code of the killed process").isEqualTo(137);
      assertThat(second).as("exit code of the second process").isZero();
      observer.isContentWithUpgradeTo(Landscape.NEW_IMAGE);
      assertThat(autoscaler.removed()).as("removed by the autoscaler").isEmpty();
      assertThat(autoscaler.failures()).isEmpty();
    }
  }

  private int killAt(KillMoment moment, Landscape landscape, Observer observer) throws Exception {
    CompletableFuture<Void> reached = new CompletableFuture<>();
    try (CliProcess first = upgrade(landscape, moment + "-1")) {
      var unused = reached.thenRun(first::kill);
      moment.listen(observer, reached);
      reached.get(LONG.toSeconds(), TimeUnit.SECONDS);
      return first.await(LONG);
    }
  }

  private int finish(KillMoment moment, Landscape landscape) throws Exception {
    try (CliProcess second = upgrade(landscape, moment + "-2")) {
      return second.await(LONG);
    }
  }

  private CliProcess upgrade(Landscape landscape, String name) throws IOException {
    return CliProcess.start(
        Path.of("target", "joined-" + name + ".log"),
        "upgrade",
        "--group=" + Landscape.GROUP,
        "--max-unavailable=" + LIMITS.maxUnavailable(),
        "--max-surge=" + LIMITS.maxSurge(),
        "--soak=3s",
        "--canary-proof=3s",
        "--lease=15s",
        "--kubeconfig=" + plane.kubeconfig(ShippedRole.USER),
        "--aws-endpoint=" + landscape.awsUri(),
        "--yes",
        "--verbose");
  }
}
