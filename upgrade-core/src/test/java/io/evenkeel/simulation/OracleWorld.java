package io.evenkeel.simulation;

import io.evenkeel.FailureReason;
import io.evenkeel.GroupSummary;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeSummary;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.OracleViolation.Invariant;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.Resize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A group {@code workers} of three nodes with a Deployment of six pods, one of which may be down,
 * and an agent on every node; and a run by hand, which may do anything.
 */
final class OracleWorld {
  final VirtualTimeline timeline = new VirtualTimeline();
  final SimulatedCluster cluster = SimulatedCluster.on(timeline);
  final SimulatedCloud cloud = SimulatedCloud.on(timeline).joins(cluster.nodeLink());
  final Oracle oracle;

  OracleWorld(int unavailable, int surge) {
    this(unavailable, surge, world -> {});
  }

  OracleWorld(int unavailable, int surge, Consumer<OracleWorld> before) {
    cloud.group("workers", group -> group.size(3).max(3).template("lt-1", "ami-old"));
    cloud.group("others", group -> group.size(1).max(3).template("lt-2", "ami-old"));
    cluster.settle();
    cluster
        .deployment("myapp", d -> d.replicas(6))
        .budget("myapp", b -> b.maxUnavailable("1"))
        .daemonSet("agent")
        .settle();
    before.accept(this);
    oracle = Oracle.watching(cluster, cloud).seed(7).limits("workers", unavailable, surge);
    oracle.client().watch(event -> {});
    passes(Duration.ofSeconds(5));
  }

  void passes(Duration time) {
    timeline.advance(time);
  }

  List<Invariant> violated() {
    return oracle.violations().stream().map(OracleViolation::invariant).distinct().toList();
  }

  CloudGroup workers() {
    return cloud.group("workers").state();
  }

  Node node(int number) {
    return nodeOf(workers().instances().get(number).id());
  }

  Node nodeOf(String instance) {
    return cluster.nodes().stream()
        .filter(node -> node.providerId().orElse("").endsWith(instance))
        .findFirst()
        .orElseThrow();
  }

  String instance(int number) {
    return workers().instances().get(number).id();
  }

  /** Returns the one instance that is none of those. */
  String launchedBut(List<String> others) {
    return workers().instances().stream()
        .map(CloudInstance::id)
        .filter(id -> !others.contains(id))
        .findFirst()
        .orElseThrow();
  }

  List<Pod> myappOn(Node node) {
    return cluster.podsOn(node.name()).stream()
        .filter(pod -> pod.name().startsWith("myapp"))
        .toList();
  }

  // What the run does

  void evicts(Pod pod) {
    var unused = oracle.client().evict(pod, Optional.empty());
  }

  void deletes(Pod pod, Duration grace) {
    var unused = oracle.client().delete(pod, grace);
  }

  void patches(Node node, NodePatch patch) {
    var unused = oracle.client().patch(cluster.node(node.name()), patch);
  }

  void resizes(int desired, int max) {
    CloudGroup now = workers();
    resizes(new Resize(now.desired(), now.max(), desired, max));
  }

  void resizes(Resize resize) {
    var unused = oracle.provider().resize("workers", resize);
  }

  void observes() {
    var unused = oracle.provider().observe("workers");
    passes(Duration.ofSeconds(1));
  }

  void suspendsAndMarks(String process, String mark) {
    var suspended = oracle.provider().suspend("workers", List.of(process));
    var marked = oracle.provider().mark("workers", Map.of(mark, "1"));
  }

  void terminates(String instance, AfterTermination after) {
    var unused = oracle.provider().terminate("workers", instance, after);
  }

  void pointsAt(String image, BootedInstance.Joining joining) {
    TemplateVersion from = workers().pointer();
    LaunchTemplate template = cloud.templates().get("lt-1");
    cloud.images().register(image, joining);
    LaunchTemplate.Version version =
        cloud
            .templates()
            .addVersion("lt-1", template.versions().get(0).content().withImage(image), "", "");
    var unused = oracle.provider().point("workers", from, template.named(version.number()));
    passes(Duration.ofSeconds(1));
  }

  void pointsBackTo(TemplateVersion version) {
    var unused = oracle.provider().point("workers", workers().pointer(), version);
    passes(Duration.ofSeconds(1));
  }

  /** Drains a node as it should be: one pod at a time, each back before the next goes. */
  void drains(Node node) {
    for (Pod pod : myappOn(node)) {
      evicts(pod);
      passes(Duration.ofSeconds(1));
      cluster.settle();
      passes(Duration.ofSeconds(5));
    }
  }

  // How it ends

  OracleWorld succeeds() {
    oracle.ended(new UpgradeOutcome.Succeeded(summary(List.of())));
    return this;
  }

  OracleWorld succeedsButFor(String quarantined) {
    oracle.ended(new UpgradeOutcome.Succeeded(summary(List.of(quarantined))));
    return this;
  }

  OracleWorld fails(FailureReason reason) {
    oracle.ended(new UpgradeOutcome.Failed(reason, "", "", List.of(), summary(List.of())));
    return this;
  }

  private UpgradeSummary summary(List<String> quarantined) {
    return new UpgradeSummary(
        "run",
        timeline.now(),
        timeline.now(),
        List.of(new GroupSummary("workers", "", 0, quarantined, 0, 0, 0, List.of(), List.of())));
  }
}
