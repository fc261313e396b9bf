package io.evenkeel.examples.automode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutoModeTest {
  private static final Path PAGE = Path.of("..", "docs", "auto-mode.md");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void theWalkThroughIsToldFromAnEmptyClusterToTheNewNodeAsThePageShowsIt() throws Exception {
    try (SimulatedGround ground = SimulatedGround.open()) {
      // when
      int code = new AutoMode(ground, new PrintStream(bytes, true, UTF_8)).run();

      // then
      assertThat(code).isZero();
      List<Node> nodes = ground.seen().nodes();
      assertThat(nodes).hasSize(1).allMatch(node -> node.kubeletVersion().startsWith("v1.31"));
      assertThat(ground.seen().podsOf("myapp")).hasSize(10).allMatch(Pod::ready);
      assertThat(ground.facts().plane().version()).isEqualTo("1.31");
    }
    assertTold(bytes.toString(UTF_8));
    assertTold(Files.readString(PAGE));
  }

  private static void assertTold(String told) {
    assertThat(told)
        .containsSubsequence(
            "$ kubectl run nginx",
            "nginx                          0/1    Pending",
            "NotReady                   0s      v1.30.0",
            "ContainerCreating",
            "1/1    Running",
            "$ kubectl delete pod nginx",
            "Terminating",
            "Completed",
            "NotReady",
            "No node is left.")
        .containsSubsequence(
            "cpu: 50%/50%     1        10       1 ",
            "--replicas 50",
            "cpu: 200%/50%    1        10       1 ",
            "cpu: 50%/50%     1        10       10 ",
            "2 nodes now run 60 pods.",
            "No node is left.")
        .containsSubsequence(
            "The 10 pods are on one node.",
            "No resources found in kube-system namespace.",
            "1.32     WARNING  Deprecated APIs",
            "us-west-2a   8182",
            "eks.amazonaws.com   sts:AssumeRole, sts:TagSession",
            "No add-ons",
            "Preflight: ready to start",
            "[SPREAD_SELECTS_NOTHING]",
            "control plane: 1.30 -> 1.31 is done",
            "v1.31.0",
            "v1.30.0",
            "is gone",
            "evictions       10 for 10 pods (1.00 per pod)",
            "Kubelet Version:     v1.31.0",
            "Non-terminated Pods: (10 in total)",
            "RegisteredNode");
  }
}
