package io.evenkeel.examples.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kubernetes.KubernetesCluster;
import io.evenkeel.simulation.contract.ClusterClientContract;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The client keeps its contract on a real API server, as the user of the role that ships. */
@Tag("real-cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesClusterContractTest {
  private ControlPlane plane;
  private BreakableLine line;
  private KubernetesCluster cluster;

  @BeforeAll
  void start() throws Exception {
    plane =
        ControlPlane.start(
            ControlPlaneOptions.defaults().user(ShippedRole.user()).progress(System.err::println));
    line = new BreakableLine();
    cluster = line.toCluster(plane.kubeconfig(ShippedRole.USER));
  }

  @AfterAll
  void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
      assertThat(deniedRequests()).isEmpty();
    }
    if (plane != null) {
      plane.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContract() throws Exception {
    RealClusterHarness harness = new RealClusterHarness(plane, cluster, line);
    return ClusterClientContract.checks(() -> harness).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }

  private List<String> deniedRequests() throws IOException {
    try (Stream<String> lines = Files.lines(plane.auditLog())) {
      return lines
          .filter(line -> line.contains("\"username\":\"" + ShippedRole.USER + "\""))
          .filter(line -> line.contains("\"code\":403"))
          .toList();
    }
  }
}
