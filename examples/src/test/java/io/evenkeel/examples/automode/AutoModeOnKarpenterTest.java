package io.evenkeel.examples.automode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.examples.awsendpoint.AwsEndpoint;
import io.evenkeel.examples.awsendpoint.AwsEndpointOptions;
import io.evenkeel.examples.controlplane.ControlPlane;
import io.evenkeel.examples.controlplane.ControlPlaneOptions;
import io.evenkeel.model.Pod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The walk-through on real Karpenter, beside an API server that moves one emulated minor. */
@Tag("real-cluster")
class AutoModeOnKarpenterTest {
  private static final double SPEED = 20;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void theWalkThroughIsToldOnRealKarpenterToo() throws Exception {
    // given
    try (ControlPlane plane =
            ControlPlane.start(
                ControlPlaneOptions.defaults()
                    .emulating("1.34")
                    .withKarpenter()
                    .progress(System.err::println));
        AwsEndpoint aws =
            AwsEndpoint.start(
                AwsEndpointOptions.defaults().atSpeed(SPEED), to -> upgrade(plane, to));
        KarpenterGround ground =
            KarpenterGround.open(plane.adminKubeconfig(), aws.uri(), "eu-west-1", "demo")) {

      // when
      int code = new AutoMode(ground, new PrintStream(bytes, true, UTF_8)).run();

      // then
      String told = bytes.toString(UTF_8);
      System.err.println(told);
      assertThat(code).as(told).isZero();
      assertThat(ground.seen().nodes()).isNotEmpty();
      assertThat(ground.seen().nodes()).allMatch(node -> node.kubeletVersion().startsWith("v1.35"));
      ground.await(
          "ten pods that are ready",
          () -> ground.seen().podsOf("myapp").stream().filter(Pod::ready).count() == 10);
      assertThat(plane.admin().get("/version").body()).contains("\"emulationMinor\": \"35\"");
      assertThat(told)
          .containsSubsequence(
              "$ kubectl run nginx",
              "v1.34.0",
              "No node is left.",
              "2 nodes now run 60 pods.",
              "No node is left.",
              "The 10 pods are on one node.",
              "[SPREAD_SELECTS_NOTHING]",
              "control plane: 1.34 -> 1.35 is done",
              "v1.35.0",
              "is gone",
              "evictions       10 for 10 pods (1.00 per pod)",
              "Kubelet Version:     v1.35.0",
              "Non-terminated Pods: (10 in total)");
    }
  }

  /** The cloud's time does not wait for it. */
  private static void upgrade(ControlPlane plane, String version) {
    var unused =
        CompletableFuture.runAsync(
                () -> {
                  try {
                    plane.upgradeTo(version);
                  } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                  } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                  }
                })
            .whenComplete((done, failed) -> System.err.println("API server at " + version));
  }
}
