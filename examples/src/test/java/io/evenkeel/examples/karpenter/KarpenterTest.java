package io.evenkeel.examples.karpenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.examples.controlplane.ControlPlane;
import io.evenkeel.examples.controlplane.ControlPlaneOptions;
import io.evenkeel.examples.controlplane.KubeApi;
import io.evenkeel.examples.controlplane.ShippedRole;
import io.evenkeel.kubernetes.KarpenterNodePools;
import io.evenkeel.kubernetes.KubernetesCluster;
import io.evenkeel.simulation.contract.ContractCheck;
import io.evenkeel.simulation.contract.ProvisionerContract;
import io.evenkeel.simulation.contract.ProvisionerHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Real Karpenter does what its simulation is held against. The checks wait far more than they work,
 * so they run at the same time, each on pools of its own.
 */
@Tag("real-cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KarpenterTest {
  private static final Duration BOOT = Duration.ofSeconds(6);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private ControlPlane plane;
  private KubernetesCluster cluster;
  private KarpenterNodePools pools;

  @BeforeAll
  void start() throws Exception {
    plane =
        ControlPlane.start(
            ControlPlaneOptions.defaults()
                .withKarpenter()
                .user(ShippedRole.userOfNodePoolBudgets())
                .progress(System.err::println));
    cluster = KubernetesCluster.fromKubeconfig(plane.kubeconfig(ShippedRole.USER));
    pools = KarpenterNodePools.on(cluster);
    Karpenter.as(plane.admin()).nodeClass("default", BOOT);
  }

  @AfterAll
  void stop() throws Exception {
    threads.shutdownNow();
    if (pools != null) {
      pools.close();
      cluster.close();
    }
    if (plane != null) {
      plane.close();
    }
  }

  @TestFactory
  @Order(1)
  Stream<DynamicTest> makesNodesForPods() throws Exception {
    return atOnce(ProvisionerContract.ofPods(harnesses()));
  }

  @TestFactory
  @Order(2)
  Stream<DynamicTest> choosesNodesToGo() throws Exception {
    return atOnce(ProvisionerContract.ofChoice(harnesses()));
  }

  private Supplier<ProvisionerHarness> harnesses() throws IOException {
    KubeApi admin = plane.admin();
    return () -> new KarpenterHarness(admin, cluster, pools);
  }

  private Stream<DynamicTest> atOnce(List<ContractCheck> checks) {
    return checks.stream().map(this::started).toList().stream();
  }

  private DynamicTest started(ContractCheck check) {
    Future<Duration> running = threads.submit(() -> timed(check));
    return DynamicTest.dynamicTest(
        check.name(), () -> System.err.println(check + ": " + ended(running).toSeconds() + " s"));
  }

  /** The API server tells, whatever the provisioner says of itself; deadlines are the exception. */
  @Test
  @Order(3)
  void itsPodsGoByEviction() throws IOException {
    List<String> pods = requests("\"resource\":\"pods\"");
    assertThat(pods).anyMatch(line -> line.contains("\"subresource\":\"eviction\""));
    assertThat(pods)
        .filteredOn(line -> line.contains("\"verb\":\"delete\""))
        .allMatch(line -> line.contains("\"name\":\"deadline-"));
  }

  private List<String> requests(String part) throws IOException {
    String user = "\"username\":\"" + ControlPlane.KARPENTER + "\"";
    try (Stream<String> lines = Files.lines(plane.auditLog())) {
      return lines.filter(line -> line.contains(user) && line.contains(part)).toList();
    }
  }

  private static Duration timed(ContractCheck check) throws Exception {
    Instant start = Instant.now();
    check.run();
    return Duration.between(start, Instant.now());
  }

  private static Duration ended(Future<Duration> running) throws Throwable {
    try {
      return running.get();
    } catch (ExecutionException failed) {
      throw failed.getCause();
    }
  }
}
