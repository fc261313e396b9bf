package io.evenkeel.examples.joined;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.examples.controlplane.ControlPlane;
import io.evenkeel.examples.controlplane.ControlPlaneOptions;
import io.evenkeel.examples.controlplane.ShippedRole;
import io.evenkeel.kubernetes.KubernetesCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A run on a real API server is told by another process, the command line, what to do. */
@Tag("real-cluster")
class ControlledUpgradeTest {
  private static final Observer.Limits LIMITS = new Observer.Limits(0, 2);
  private static final int NODES = 4;
  private static final Duration LONG = Duration.ofMinutes(3);

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
  void pausedByAnotherProcessItHoldsWithNoNodeHalfDrainedUntilItIsResumed() throws Exception {
    // given
    try (Landscape landscape = Landscape.on(plane, NODES);
        Observer observer = Observer.of(plane, landscape.truth(), LIMITS);
        KubernetesCluster cluster = cluster();
        JoinedRun run = JoinedRun.start("paused", landscape, cluster, LIMITS, group -> {})) {
      run.awaitEvictions(1);

      // when
      assertThat(cli("pause", "--wait")).as("exit code of pause").isZero();
      int held = observer.evictions().count();
      List<String> halfDrained = observer.sights().halfDrained();
      int resumed = cli("resume");

      // then
      assertThat(halfDrained).as("nodes that are closed and still hold pods").isEmpty();
      assertThat(held).as("evictions before it held").isLessThan(14);
      assertThat(resumed).as("exit code of resume").isZero();
      assertThat(run.outcome()).isInstanceOf(UpgradeOutcome.Succeeded.class);
      observer.verdict().isContentWithUpgradeTo(Landscape.NEW_IMAGE);
    }
  }

  @Test
  void cancelledByAnotherProcessItLeavesNothingBehind() throws Exception {
    // given
    try (Landscape landscape = Landscape.on(plane, NODES);
        Observer observer = Observer.of(plane, landscape.truth(), LIMITS);
        KubernetesCluster cluster = cluster();
        JoinedRun run = JoinedRun.start("cancelled", landscape, cluster, LIMITS, group -> {})) {
      run.awaitEvictions(3);

      observer.givenBack().zonesMayBeUneven(); // it ends half-way, wherever its nodes are by then

      // when
      int cancelled = cli("cancel", "--returning-surge", "--wait");

      // then
      assertThat(cancelled).as("exit code of cancel").isZero();
      assertThat(run.outcome()).isInstanceOf(UpgradeOutcome.Stopped.class);
      observer.verdict().isContentWithStop();
    }
  }

  private KubernetesCluster cluster() {
    return KubernetesCluster.fromKubeconfig(plane.kubeconfig(ShippedRole.USER));
  }

  private int cli(String... words) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.add("--kubeconfig=" + plane.kubeconfig(ShippedRole.USER));
    Path output = Path.of("target", "joined-cli-" + words[0] + ".log");
    try (CliProcess process = CliProcess.start(output, arguments.toArray(String[]::new))) {
      int code = process.await(LONG);
      System.err.println("cli " + words[0] + ": " + process.printed().strip());
      return code;
    }
  }
}
