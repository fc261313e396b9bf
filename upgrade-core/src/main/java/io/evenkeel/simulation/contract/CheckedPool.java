package io.evenkeel.simulation.contract;

import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.Pod;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** One pool of a check, and the Deployment of the same name whose pods run on it. */
final class CheckedPool {

  final String name;
  final ProvisionerHarness harness;
  final PoolWatch watch;
  private final Set<String> deployments = new TreeSet<>();

  CheckedPool(String name, ProvisionerHarness harness, PoolWatch watch) {
    this.name = name;
    this.harness = harness;
    this.watch = watch;
  }

  /** Returns the settings that every pool begins with. */
  PoolSettings settings() {
    return PoolSettings.named(name);
  }

  /** Deploys pods that fill a node each, and returns the nodes once all of them are Ready. */
  List<Node> filling(int nodes) {
    return deployed(name, 1, nodes);
  }

  void change(PoolSettings settings) {
    harness.pool(settings);
  }

  /** Deploys pods, or changes how many there are, and does not wait for them. */
  void deploy(String app, int podsPerNode, int replicas) {
    deployments.add(app);
    harness.deployment(app, name, podsPerNode, replicas);
  }

  /** Deploys pods, and returns the pool's nodes once all of them are Ready. */
  List<Node> deployed(String app, int podsPerNode, int replicas) {
    deploy(app, podsPerNode, replicas);
    untilReady(app, replicas);
    return nodes();
  }

  void headroom(String app) {
    deployments.add(app);
    harness.headroom(app, name);
    untilReady(app, 1);
  }

  void removed(String app) {
    harness.removeDeployment(app);
    until("the pods of " + app + " to go", () -> watch.view().pods(app).isEmpty());
    deployments.remove(app);
  }

  void untilReady(String app, int pods) {
    until(pods + " Ready pods of " + app, () -> watch.ready(app).size() == pods);
  }

  List<Node> nodes() {
    return watch.nodes(name);
  }

  Set<String> nodeNames(List<Node> nodes) {
    return nodes.stream().map(node -> node.name()).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Waits until the budget of the pool's Deployment counts that many healthy pods. */
  void untilBudgeted(int healthy) {
    until(
        "the budget to count " + healthy,
        () ->
            watch
                .view()
                .budget(name)
                .filter(budget -> budget.observed())
                .filter(budget -> budget.status().currentHealthy() == healthy)
                .isPresent());
  }

  /** Returns the nodes of that image, ready and not about to go. */
  List<Node> of(String image) {
    return nodes().stream()
        .filter(node -> PoolWatch.isOf(image, node))
        .filter(node -> node.ready() && !PoolWatch.isDisrupted(node))
        .toList();
  }

  /**
   * Waits until the pool has nodes of that image only, and that many Ready pods on them. A node
   * more than they need may be among them: what is replaced in another pool may make one.
   */
  void untilReplaced(String image, int pods) {
    untilOnly(image, List.of());
    untilReady(name, pods);
  }

  /** Waits until every node of the pool is of that image, but for those that are named. */
  void untilOnly(String image, List<String> others) {
    until(
        "nodes of image " + image + " besides " + others,
        () -> of(image).size() > 0 && of(image).size() + others.size() == nodes().size());
    others.forEach(this::untouched);
  }

  void untilGone(String node) {
    until("the node " + node + " to go", () -> watch.view().node(node).isEmpty());
  }

  /** Throws unless the node is there, and nobody has begun to take it away. */
  void untouched(String node) {
    boolean stays =
        watch.view().node(node).filter(seen -> !PoolWatch.isDisrupted(seen)).isPresent();
    Expect.that(stays, "the node " + node + " to stay as it is", nodes());
  }

  List<NodeClaim> claims() {
    return harness.claims(name);
  }

  /** Returns the claim of a node, once it is known. */
  NodeClaim claimOf(String node) {
    return claims().stream()
        .filter(claim -> claim.node().filter(node::equals).isPresent())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no claim has the node " + node));
  }

  /** Returns the one pod of the app, which runs on a node. */
  Pod only(String app) {
    List<Pod> pods = watch.ready(app);
    Expect.same(1, pods.size(), "the Ready pods of " + app);
    return pods.get(0);
  }

  /** Returns the Ready pods of the pool's Deployment on nodes that go. */
  List<Pod> goingWithPods() {
    Set<String> going = nodeNames(watch.disrupted(name));
    return watch.ready(name).stream().filter(pod -> going.contains(nodeOf(pod))).toList();
  }

  /** Returns the node of the one pod of the Deployment of that ending. */
  String nodeOfOnly(String app) {
    return nodeOf(only(name + "-" + app));
  }

  /** Returns the Ready pod of the pool's Deployment on a node. */
  Pod podOn(String node) {
    return watch.ready(name).stream()
        .filter(pod -> pod.nodeName().filter(node::equals).isPresent())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no Ready pod on " + node));
  }

  static boolean stays(NodeClaim claim) {
    return claim.state().staysInPool();
  }

  static String nodeOf(Pod pod) {
    return pod.nodeName().orElseThrow(() -> new AssertionError("the pod has no node: " + pod));
  }

  void until(String what, BooleanSupplier condition) {
    harness.until(what, condition);
  }

  void remove() {
    deployments.forEach(harness::removeDeployment);
    harness.removePool(name);
  }
}
