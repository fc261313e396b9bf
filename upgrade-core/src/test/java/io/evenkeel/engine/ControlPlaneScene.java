package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.ControlPlaneBuilder;
import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradePlanBuilder;
import io.evenkeel.UpgradeRun;
import io.evenkeel.model.Node;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedControlPlane;
import io.evenkeel.simulation.SimulatedManagedGroups;
import io.evenkeel.simulation.VirtualTimeline;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A cluster at 1.34 with three self-driven nodes, three that the cloud replaces, and add-ons. */
final class ControlPlaneScene {
  static final String DRIVEN = "workers";
  static final String DELEGATED = "managed";

  final VirtualTimeline time = new VirtualTimeline();
  final SimulatedCluster cluster =
      SimulatedCluster.on(time, ClusterSettings.seeded(1)).machineType("m6i.large", 2, 8, 29);
  final SimulatedCloud cloud = SimulatedCloud.on(time, 1).joins(cluster.nodeLink());
  final SimulatedManagedGroups managed = SimulatedManagedGroups.on(cloud, cluster);
  final SimulatedControlPlane plane;
  final List<UpgradeEvent> events = new ArrayList<>();

  ControlPlaneScene() {
    this("1.34");
  }

  ControlPlaneScene(String version) {
    plane = SimulatedControlPlane.on(time, version).onVersion(cluster::version);
    cluster.version(version);
    cloud.kubernetesVersion(version);
    cluster.whenNodesJoin((machine, node) -> node.kubelet(kubelet(machine.image())));
    for (int minor = 30; minor <= 37; minor++) {
      cloud.recommends("1." + minor, "ami-1." + minor);
    }
    cloud.group(DRIVEN, group -> workers(group.size(3).max(3), version));
    managed.group(DELEGATED, group -> workers(group.size(3).max(3), version));
    cluster.settle();
    cluster
        .deployment("shop/myapp", app -> app.replicas(4).requests(400, 512))
        .budget("shop/myapp", budget -> budget.minAvailable("75%"));
    cluster.settle();
    time.advance(Duration.ofDays(1));
  }

  private static void workers(io.evenkeel.simulation.GroupSpec group, String version) {
    group
        .zones("a", "b", "c")
        .template("lt-" + version, "ami-" + version)
        .bootsIn(DurationRange.seconds(25, 40));
  }

  private static String kubelet(String image) {
    return "v" + image.substring("ami-".length()) + ".2";
  }

  /** Three add-ons as every cluster has them: one per version, one with overlap, one for all. */
  ControlPlaneScene withAddOns() {
    for (int minor = 33; minor <= 36; minor++) {
      plane.offers("kube-proxy", "v1." + minor + ".0-eksbuild.1", "1." + minor);
    }
    plane
        .offers("vpc-cni", "v1.19.0", "1.33", "1.34")
        .offers("vpc-cni", "v1.20.0", "1.34", "1.35")
        .offers("vpc-cni", "v1.21.0", "1.35", "1.36")
        .offers("coredns", "v1.11.4", "1.33", "1.34", "1.35", "1.36");
    String version = plane.state().version();
    plane
        .addOn("kube-proxy", "v" + version + ".0-eksbuild.1")
        .addOn("vpc-cni", "v1.19.0")
        .addOn("coredns", "v1.11.4");
    return this;
  }

  /** Only the control plane. */
  UpgradePlan plan(Consumer<ControlPlaneBuilder> wanted) {
    return plan(port(), wanted);
  }

  /** The same through another port of the control plane. */
  UpgradePlan plan(ControlPlane port, Consumer<ControlPlaneBuilder> wanted) {
    return builder().controlPlane(port, wanted).build();
  }

  /** The control plane, then a self-driven and a delegated group. */
  UpgradePlan withNodes(Consumer<ControlPlaneBuilder> wanted) {
    return withNodes(port(), wanted);
  }

  /** The same through another port of the control plane. */
  UpgradePlan withNodes(ControlPlane port, Consumer<ControlPlaneBuilder> wanted) {
    return builder()
        .controlPlane(port, wanted)
        .nodeGroup(cloud.provider(), DRIVEN, group -> {})
        .nodeGroup(managed.provider(), DELEGATED, group -> {})
        .build();
  }

  UpgradePlanBuilder builder() {
    return UpgradePlan.builder().clusterClient(cluster.client());
  }

  ControlPlane port() {
    return plane.provider();
  }

  UpgradeRun start(UpgradePlan plan) {
    return start(plan, "one");
  }

  UpgradeRun start(UpgradePlan plan, String holder) {
    return process(holder).start(plan, Watched.recorder(events));
  }

  Upgrader process(String holder) {
    return Upgrader.builder().timeline(time).holder(holder).build();
  }

  UpgradeOutcome run(UpgradePlan plan) {
    return end(start(plan));
  }

  UpgradeOutcome end(UpgradeRun run) {
    time.runUntil(() -> run.outcome().toCompletableFuture().isDone(), Duration.ofHours(6));
    return run.outcome().toCompletableFuture().join();
  }

  void until(Predicate<UpgradeEvent> wanted) {
    time.runUntil(() -> events.stream().anyMatch(wanted), Duration.ofHours(6));
  }

  List<Finding> preflight(UpgradePlan plan) {
    try (Upgrader upgrader = process("preflight")) {
      return upgrader.preflight(plan);
    }
  }

  List<UpgradeEvent.UpdateStarted> updatesStarted() {
    return events.stream()
        .filter(UpgradeEvent.UpdateStarted.class::isInstance)
        .map(UpgradeEvent.UpdateStarted.class::cast)
        .toList();
  }

  static void assertFailed(
      UpgradeOutcome outcome, FailureReason reason, String message, String remedy) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UpgradeOutcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).as(failed.message()).isEqualTo(reason);
              assertThat(failed.message()).contains(message);
              assertThat(failed.remedy()).contains(remedy);
            });
  }

  List<String> changes() {
    return plane.updates().stream()
        .map(update -> update.change().subject() + " " + update.change().to())
        .toList();
  }

  /** Returns the tasks of the engine that are left on the timeline. */
  List<String> ours() {
    return time.openTasks().stream()
        .map(task -> task.getClass().getName())
        .filter(name -> name.startsWith("io.evenkeel.engine"))
        .toList();
  }

  List<String> kubelets() {
    return cluster.nodes().stream().map(Node::kubeletVersion).toList();
  }

  /** Returns the titles of what was told, in order: updates and waves. */
  List<String> told() {
    List<String> told = new ArrayList<>();
    for (UpgradeEvent event : events) {
      if (event instanceof UpgradeEvent.WaveStarted wave) {
        told.add("wave " + wave.wave());
      } else if (event instanceof UpgradeEvent.UpdateEnded ended) {
        told.add(ended.subject() + " " + ended.what() + " " + ended.result());
      }
    }
    return told;
  }
}
