package io.evenkeel.examples.amiupgrade;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class AmiUpgradeTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void aManagedNodeGroupIsBroughtToTheNewestAmiPhaseByPhase() {
    // when
    int code = new AmiUpgrade(new PrintStream(bytes, true, UTF_8)).run();

    // then
    assertThat(code).isZero();
    assertThat(bytes.toString(UTF_8))
        .contains("Cluster eks-workshop is at Kubernetes 1.34.")
        .contains("/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/x86_64/standard/")
        .containsSubsequence(
            "default: Set-up",
            "default: Scale-up",
            "Ready,SchedulingDisabled",
            "default: Upgrade",
            "is draining",
            "is gone",
            "default: Scale-down",
            "default: Done",
            "Upgrade succeeded: 3 nodes replaced");
  }
}
