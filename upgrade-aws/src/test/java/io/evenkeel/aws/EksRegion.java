package io.evenkeel.aws;

import io.evenkeel.aws.simulated.AwsCall;
import io.evenkeel.aws.simulated.SimulatedAws;
import io.evenkeel.aws.simulated.SimulatedEksCluster;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.ScaledTimeline;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedControlPlane;
import io.evenkeel.simulation.SimulatedManagedGroups;
import io.evenkeel.simulation.contract.ControlPlaneHarness;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.RolloutState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A control plane whose calls go through the SDK to a simulated EKS in fast real time. */
final class EksRegion implements ControlPlaneHarness, AutoCloseable {
  static final String CLUSTER = "shop";
  private static final double SPEED = 500;

  final ScaledTimeline time;
  final SimulatedControlPlane plane;
  final SimulatedManagedGroups groups;
  final SimulatedAws aws;
  final EksControlPlane provider;

  EksRegion() {
    this(cluster -> {});
  }

  EksRegion(Consumer<SimulatedEksCluster> statement) {
    this(SPEED, statement);
  }

  EksRegion(double speed, Consumer<SimulatedEksCluster> statement) {
    time = ScaledTimeline.atSpeed(speed);
    plane =
        SimulatedControlPlane.on(time, "1.34")
            .offers("vpc-cni", "v1.19.0", "1.33", "1.34")
            .offers("vpc-cni", "v1.20.0", "1.34", "1.35")
            .addOn("vpc-cni", "v1.19.0");
    SimulatedCluster nodes = SimulatedCluster.on(time, ClusterSettings.seeded(1));
    SimulatedCloud cloud = SimulatedCloud.on(time).joins(nodes.nodeLink());
    groups = SimulatedManagedGroups.on(cloud, nodes);
    aws =
        SimulatedAws.builder(cloud)
            .managedGroups(groups)
            .cluster(CLUSTER, cluster -> statement.accept(cluster.controlPlane(plane)))
            .serve();
    provider =
        EksControlPlane.builder()
            .region("eu-west-1")
            .cluster(CLUSTER)
            .endpoint(aws.uri())
            .credentials(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .readsPerSecond(2000)
            .clock(time::now)
            .build();
  }

  /** Changes what surrounds the cluster. */
  void changed(Consumer<SimulatedEksCluster> statement) {
    aws.cluster(CLUSTER, statement);
  }

  /** Makes a managed node group. */
  void managedGroup(String name) {
    aws.run(
        cloud ->
            groups.group(
                name,
                group ->
                    group
                        .size(1)
                        .max(1)
                        .template("lt-" + name, "ami-old")
                        .tag("eks:cluster-name", CLUSTER, true)));
  }

  /** Returns the IAM actions of the calls so far, each once. */
  Set<String> calledActions() {
    return aws.calls().stream().map(AwsCall::action).collect(Collectors.toCollection(TreeSet::new));
  }

  <T> T value(CompletionStage<Answer<T>> stage) {
    Answer<T> answer = await(stage);
    return answer.value().orElseThrow(() -> new AssertionError(answer.toString()));
  }

  @Override
  public ControlPlane controlPlane() {
    return provider;
  }

  @Override
  public void letPass(Duration duration) {
    CompletableFuture<Boolean> passed = new CompletableFuture<>();
    time.schedule(duration, () -> passed.complete(true));
    await(passed);
  }

  @Override
  public void nextChangeFails() {
    aws.run(
        cloud ->
            plane.failsNext(
                new RolloutState.Trouble(
                    "IpNotAvailable", "no address is free", "free some", List.of("subnet-1"))));
  }

  @Override
  public <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    provider.close();
    aws.close();
    time.close();
  }
}
