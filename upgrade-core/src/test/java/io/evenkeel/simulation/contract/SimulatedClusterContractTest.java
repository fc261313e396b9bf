package io.evenkeel.simulation.contract;

import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.VirtualTimeline;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class SimulatedClusterContractTest {

  @TestFactory
  Stream<DynamicTest> theSimulatedClusterKeepsTheContract() {
    return ClusterClientContract.checks(Simulation::new).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }

  private static final class Simulation implements ClusterClientHarness {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final VirtualTimeline timeline = new VirtualTimeline();
    private final SimulatedCluster cluster = SimulatedCluster.on(timeline);

    @Override
    public ClusterClient client() {
      return cluster.client();
    }

    @Override
    public void addNode(String name) {
      cluster.node(name, node -> node.maxPods(20));
    }

    @Override
    public void removeNode(String name) {
      cluster.edit().remove(ObjectKey.clusterScoped(ObjectKind.NODE, name));
    }

    @Override
    public void annotateNode(String name, String key, String value) {
      cluster.edit().patch(name, NodePatch.nothing().annotate(key, value));
    }

    @Override
    public void addDeployment(String name, int replicas) {
      cluster.deployment(name, deployment -> deployment.replicas(replicas));
    }

    @Override
    public void addBudget(String name, String app, int minAvailable) {
      cluster.budget(name, budget -> budget.of(app).minAvailable("" + minAvailable));
    }

    @Override
    public void interruptWatches() {
      cluster.interruptWatches(Duration.ofSeconds(5));
    }

    @Override
    public Permission lackedPermission() {
      Permission lacked = Permission.of("delete", "", "nodes");
      cluster.deny(lacked);
      return lacked;
    }

    @Override
    public void until(String what, BooleanSupplier condition) {
      if (!timeline.runUntil(condition, LONGEST)) {
        throw new AssertionError("expected " + what + " within " + LONGEST);
      }
    }

    @Override
    public <T> T await(CompletionStage<T> stage) {
      CompletableFuture<T> future = stage.toCompletableFuture();
      until("an answer", future::isDone);
      return future.join();
    }
  }
}
