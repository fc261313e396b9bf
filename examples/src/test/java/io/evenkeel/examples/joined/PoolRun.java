package io.evenkeel.examples.joined;

import io.evenkeel.NodePoolBuilder;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradePlanBuilder;
import io.evenkeel.UpgradeRun;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.examples.controlplane.ShippedRole;
import io.evenkeel.kubernetes.KarpenterNodePools;
import io.evenkeel.kubernetes.KubernetesCluster;
import io.evenkeel.report.ConsoleProgress;
import io.evenkeel.report.Terminal;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A roll of a pool of the stage in this process, under the shipped role. */
final class PoolRun implements AutoCloseable {
  private final KubernetesCluster cluster;
  private final Writer protocol;
  private final Upgrader upgrader;
  private final UpgradeRun run;
  private final List<UpgradeEvent> events = new CopyOnWriteArrayList<>();

  private PoolRun(KubernetesCluster cluster, Writer protocol, UpgradePlan plan) {
    this.cluster = cluster;
    this.protocol = protocol;
    this.upgrader = Upgrader.builder().leaseDuration(Duration.ofSeconds(20)).build();
    this.run =
        upgrader.start(
            plan, new Recorder(), new ConsoleProgress(protocol, Terminal.lines()).verbose());
  }

  static PoolRun start(PoolStage stage, String pool, Consumer<NodePoolBuilder> how)
      throws IOException {
    return start(stage, pool, how, plan -> {});
  }

  static PoolRun start(
      PoolStage stage,
      String pool,
      Consumer<NodePoolBuilder> how,
      Consumer<UpgradePlanBuilder> before)
      throws IOException {
    KubernetesCluster cluster =
        KubernetesCluster.fromKubeconfig(stage.plane().kubeconfig(ShippedRole.USER));
    UpgradePlanBuilder plan = UpgradePlan.builder().clusterClient(cluster);
    before.accept(plan);
    plan.nodePool(KarpenterNodePools.on(cluster), pool, how);
    return new PoolRun(
        cluster, Files.newBufferedWriter(Path.of("target", "pool-" + pool + ".log")), plan.build());
  }

  UpgradeRun run() {
    return run;
  }

  List<UpgradeEvent> events() {
    return events;
  }

  /** Returns whether the roll has begun: whatever is found from now on is found on the way. */
  boolean begun() {
    return events.stream()
        .anyMatch(e -> e instanceof UpgradeEvent.Decided d && d.step().startsWith("start"));
  }

  UpgradeOutcome await() throws Exception {
    UpgradeOutcome outcome = run.await();
    close();
    return outcome;
  }

  /** Ends as a process does that is killed, where the run is not over. */
  @Override
  public void close() throws IOException {
    upgrader.close();
    cluster.close();
    protocol.close();
  }

  private final class Recorder implements UpgradeListener {
    @Override
    public void onEvent(UpgradeEvent event) {
      events.add(event);
    }
  }
}
