package io.evenkeel.examples.joined;

import static io.evenkeel.Durations.minutes;
import static io.evenkeel.Durations.seconds;
import static io.evenkeel.Quantity.nodes;

import io.evenkeel.Canary;
import io.evenkeel.DelegatedGroupBuilder;
import io.evenkeel.DrainPolicy;
import io.evenkeel.HealthGate;
import io.evenkeel.Obstacle;
import io.evenkeel.SelfDrivenGroupBuilder;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.aws.AutoScalingGroups;
import io.evenkeel.aws.EksControlPlane;
import io.evenkeel.aws.ManagedNodeGroups;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.examples.controlplane.Await;
import io.evenkeel.report.ConsoleProgress;
import io.evenkeel.report.Terminal;
import io.evenkeel.simulation.ScaledTimeline;
import io.evenkeel.spi.ClusterClient;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** An upgrade of the landscape's group in this process, and what it has told. Thread-safe. */
final class JoinedRun implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(8);

  private final Writer protocol;
  private final Runnable closeGroups;
  private final Upgrader upgrader;
  private final UpgradeRun run;
  private final List<UpgradeEvent> events = new CopyOnWriteArrayList<>();

  private JoinedRun(String name, Runnable closeGroups, Upgrader upgrader, UpgradePlan plan)
      throws IOException {
    this.protocol = Files.newBufferedWriter(Path.of("target", "joined-" + name + ".log"));
    this.closeGroups = closeGroups;
    this.upgrader = upgrader;
    this.run =
        upgrader.start(
            plan, new Recorder(), new ConsoleProgress(protocol, Terminal.lines()).verbose());
  }

  /** Starts with quick settings; what it tells is also written to a file of that name. */
  static JoinedRun start(
      String name,
      Landscape landscape,
      ClusterClient cluster,
      Observer.Limits limits,
      Consumer<SelfDrivenGroupBuilder> how)
      throws IOException {
    AutoScalingGroups groups =
        AutoScalingGroups.builder()
            .region("eu-west-1")
            .endpoint(landscape.awsUri())
            .credentials(Landscape.credentials())
            .build();
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(cluster)
            .nodeGroup(groups, Landscape.GROUP, group -> how.accept(quick(group, limits)))
            .build();
    Upgrader upgrader = Upgrader.builder().leaseDuration(seconds(30)).build();
    return new JoinedRun(name, groups::close, upgrader, plan);
  }

  private static SelfDrivenGroupBuilder quick(
      SelfDrivenGroupBuilder group, Observer.Limits limits) {
    return group
        .maxUnavailable(nodes(limits.maxUnavailable()))
        .maxSurge(nodes(limits.maxSurge()))
        .drain(DrainPolicy.eks().timeout(minutes(5)).soak(seconds(2)))
        .canary(new Canary(minutes(2), seconds(2)));
  }

  /** Has EKS upgrade the group, in fast time; the API server's requests stay as slow as ever. */
  static JoinedRun startManaged(
      String name,
      Landscape landscape,
      ClusterClient cluster,
      ScaledTimeline time,
      Consumer<DelegatedGroupBuilder> how)
      throws IOException {
    ManagedNodeGroups groups = managedGroups(landscape);
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(cluster)
            .nodeGroup(groups, Landscape.GROUP, how)
            .build();
    Upgrader upgrader = Upgrader.builder().timeline(time).leaseDuration(minutes(20)).build();
    return new JoinedRun(name, groups::close, upgrader, plan);
  }

  /** Has EKS upgrade the control plane, then the group, in fast time. */
  static JoinedRun startUpgradeTo(
      String version, Landscape landscape, ClusterClient cluster, ScaledTimeline time)
      throws IOException {
    EksControlPlane plane =
        EksControlPlane.builder()
            .region("eu-west-1")
            .cluster(Landscape.CLUSTER)
            .endpoint(landscape.awsUri())
            .credentials(Landscape.credentials())
            .clock(time::now)
            .build();
    ManagedNodeGroups groups = managedGroups(landscape);
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(cluster)
            .controlPlane(plane, cp -> cp.to(version).gate(HealthGate.nodesReady()))
            .nodeGroup(groups, Landscape.GROUP, group -> group.maxUnavailable(nodes(3)))
            .build();
    Upgrader upgrader = Upgrader.builder().timeline(time).leaseDuration(minutes(20)).build();
    Runnable closing =
        () -> {
          plane.close();
          groups.close();
        };
    return new JoinedRun("control-plane", closing, upgrader, plan);
  }

  private static ManagedNodeGroups managedGroups(Landscape landscape) {
    return ManagedNodeGroups.builder()
        .region("eu-west-1")
        .cluster(Landscape.CLUSTER)
        .endpoint(landscape.awsUri())
        .credentials(Landscape.credentials())
        .build();
  }

  /** Returns once the run has told of such an event; fails when it ends without. */
  void awaitEvent(String what, Predicate<UpgradeEvent> wanted) throws InterruptedException {
    Await.until(
        what,
        LONG,
        () -> {
          boolean there = events.stream().anyMatch(wanted);
          if (!there && run.outcome().toCompletableFuture().isDone()) {
            throw new AssertionError("the run ended without " + what + ": " + outcome());
          }
          return there;
        });
  }

  /** Returns once so many pods have been moved. */
  void awaitEvictions(int pods) throws InterruptedException {
    awaitEvent(
        pods + " evictions",
        event -> events.stream().filter(UpgradeEvent.PodEvicted.class::isInstance).count() >= pods);
  }

  /** Returns the first obstacle of that cause which the run has told of. */
  Obstacle awaitObstacle(Obstacle.Cause cause) throws InterruptedException {
    awaitEvent("an obstacle: " + cause, event -> obstacles(event, cause).findAny().isPresent());
    return events.stream().flatMap(event -> obstacles(event, cause)).findFirst().orElseThrow();
  }

  private static Stream<Obstacle> obstacles(UpgradeEvent event, Obstacle.Cause cause) {
    return event instanceof UpgradeEvent.Hindered hindered
        ? hindered.obstacles().stream().filter(obstacle -> obstacle.cause() == cause)
        : Stream.empty();
  }

  List<UpgradeEvent> events() {
    return events;
  }

  /** Waits for the end. */
  UpgradeOutcome outcome() {
    return run.outcome().toCompletableFuture().orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Override
  public void close() throws IOException {
    upgrader.close();
    closeGroups.run();
    protocol.close();
  }

  private final class Recorder implements UpgradeListener {
    @Override
    public void onEvent(UpgradeEvent event) {
      events.add(event);
    }
  }
}
