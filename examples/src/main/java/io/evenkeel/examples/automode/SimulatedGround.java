package io.evenkeel.examples.automode;

import io.evenkeel.engine.Upgrader;
import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Placement;
import io.evenkeel.model.Taint;
import io.evenkeel.model.TopologySpread;
import io.evenkeel.simulation.DeploymentShape;
import io.evenkeel.simulation.NodePoolSpec;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedNodePools;
import io.evenkeel.simulation.VirtualTimeline;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** An empty cluster in Auto Mode that exists only in memory, in virtual time. */
final class SimulatedGround implements Ground {
  private static final Versions VERSIONS = new Versions("1.30", "1.31", "1.32");
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration A_MOMENT = Duration.ofSeconds(30);
  private static final int NAMES = 20;

  private final VirtualTimeline time = new VirtualTimeline();
  private final SimulatedCluster cluster =
      SimulatedCluster.on(time)
          .version(VERSIONS.from())
          .machineType("c5a.xlarge", 3.92, 7, 110)
          .machineType("c5a.2xlarge", 7.91, 15, 110)
          .machineType("c5a.4xlarge", 15.89, 30, 110);
  private final SimulatedNodePools pools = SimulatedNodePools.on(cluster);
  private final SimulatedAccount account;
  private final Seen seen = new Seen();

  private SimulatedGround() {
    pools
        .controlPlaneIs(VERSIONS.from())
        .pool("general-purpose", SimulatedGround::builtIn)
        .pool(
            "system",
            pool ->
                builtIn(pool).taint(new Taint("CriticalAddonsOnly", "", Taint.Effect.NO_SCHEDULE)));
    account = new SimulatedAccount(new SharedTime(time), VERSIONS, this::isAt);
    SplittableRandom ids = new SplittableRandom(4);
    for (int i = 0; i < NAMES; i++) {
      cluster.nextNodeIsNamed("i-0%016x".formatted(ids.nextLong()));
    }
  }

  static SimulatedGround open() {
    SimulatedGround ground = new SimulatedGround();
    ground.cluster.client().watch(ground.seen::on);
    ground.pass(Duration.ofMinutes(1));
    return ground;
  }

  /** As Auto Mode makes its own pools. */
  private static NodePoolSpec builtIn(NodePoolSpec pool) {
    return pool.builtIn()
        .notReadyBeforeGone()
        .zones("us-west-2a", "us-west-2b", "us-west-2c")
        .machineTypes("c5a.xlarge", "c5a.2xlarge", "c5a.4xlarge")
        .terminationGracePeriod(Duration.ofHours(24))
        .label("eks.amazonaws.com/compute-type", "auto")
        .label("eks.amazonaws.com/nodeclass", "default")
        .label("karpenter.sh/capacity-type", "on-demand")
        .label("kubernetes.io/arch", "amd64")
        .label("kubernetes.io/os", "linux");
  }

  private void isAt(String version) {
    cluster.version(version);
    pools.controlPlaneIs(version);
  }

  @Override
  public Versions versions() {
    return VERSIONS;
  }

  @Override
  public Seen seen() {
    return seen;
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public void pause() {
    pass(A_MOMENT);
  }

  @Override
  public void pass(Duration span) {
    time.advance(span);
  }

  @Override
  public void await(String what, BooleanSupplier holds) {
    if (!time.runUntil(holds, LONGEST)) {
      throw new IllegalStateException(what + " did not come to pass within " + LONGEST);
    }
  }

  @Override
  public void pod(String name) {
    cluster.pod(name, pod -> pod.requests(250, 128));
  }

  @Override
  public void deletePod(String name) {
    cluster.podsOf(name).forEach(pod -> cluster.edit().deletePod(pod));
  }

  @Override
  public void deployment(App app) {
    cluster.deployment(app.name(), shape -> shape(shape, app));
  }

  private static DeploymentShape shape(DeploymentShape shape, App app) {
    shape.replicas(app.replicas()).requests(app.cpuMillis(), app.memoryMib());
    return app.spread() == App.Spread.NONE ? shape : shape.placed(SimulatedGround::spread);
  }

  private static Placement spread(Placement anywhere) {
    return anywhere.withSpreads(List.of(over(Node.ZONE_LABEL), over(Node.HOSTNAME_LABEL)));
  }

  private static TopologySpread over(String topology) {
    return new TopologySpread(1, topology, LabelSelector.of("app", App.SELECTED), true, false);
  }

  @Override
  public void scale(String deployment, int replicas) {
    cluster.edit().scale(ObjectKind.DEPLOYMENT, deployment, replicas);
  }

  @Override
  public void deleteDeployment(String name) {
    cluster.edit().deleteWorkload(ObjectKind.DEPLOYMENT, name);
  }

  @Override
  public void budget(String deployment, String minAvailable) {
    cluster.budget(deployment, budget -> budget.minAvailable(minAvailable));
  }

  @Override
  public ClusterClient client() {
    return cluster.client();
  }

  @Override
  public NodePoolProvider pools() {
    return pools.provider();
  }

  @Override
  public ControlPlane plane() {
    return account.plane();
  }

  @Override
  public ClusterFacts facts() {
    return account.facts();
  }

  @Override
  public Upgrader upgrader() {
    return Upgrader.on(time);
  }

  @Override
  public void close() {
    account.close();
  }
}
