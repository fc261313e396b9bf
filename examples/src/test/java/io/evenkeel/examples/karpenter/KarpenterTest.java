package io.evenkeel.examples.karpenter;

import io.evenkeel.examples.controlplane.ControlPlane;
import io.evenkeel.examples.controlplane.ControlPlaneOptions;
import io.evenkeel.examples.controlplane.KubeApi;
import io.evenkeel.kubernetes.KubernetesCluster;
import io.evenkeel.simulation.contract.ContractCheck;
import io.evenkeel.simulation.contract.ProvisionerContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Real Karpenter does what its simulation is held against. The checks wait far more than they work,
 * so they run at the same time, each on pools of its own.
 */
@Tag("real-cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KarpenterTest {
  private static final Duration BOOT = Duration.ofSeconds(6);

  private final ExecutorService atOnce = Executors.newCachedThreadPool();
  private ControlPlane plane;
  private KubernetesCluster cluster;

  @BeforeAll
  void start() throws Exception {
    plane =
        ControlPlane.start(
            ControlPlaneOptions.defaults().withKarpenter().progress(System.err::println));
    cluster = KubernetesCluster.fromKubeconfig(plane.adminKubeconfig());
    Karpenter.as(plane.admin()).nodeClass("default", BOOT);
  }

  @AfterAll
  void stop() throws Exception {
    atOnce.shutdownNow();
    if (cluster != null) {
      cluster.close();
    }
    if (plane != null) {
      plane.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContract() throws Exception {
    KubeApi admin = plane.admin();
    List<ContractCheck> checks =
        ProvisionerContract.checks(() -> new KarpenterHarness(admin, cluster));
    return checks.stream().map(this::started).toList().stream();
  }

  private DynamicTest started(ContractCheck check) {
    Future<Duration> running = atOnce.submit(() -> timed(check));
    return DynamicTest.dynamicTest(
        check.name(), () -> System.err.println(check + ": " + ended(running).toSeconds() + " s"));
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
