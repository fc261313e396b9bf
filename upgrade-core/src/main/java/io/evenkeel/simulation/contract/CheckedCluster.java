package io.evenkeel.simulation.contract;

import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Meta;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.ClusterEvent;
import io.evenkeel.spi.EvictionAnswer;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.Rescale;
import io.evenkeel.spi.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The cluster that one check works on, seen through a subscription of its own. What the check makes
 * carries its name, so that checks may share one cluster.
 */
final class CheckedCluster {
  private static final int TRIES = 10;

  final ClusterClientHarness harness;
  final ClusterClient client;
  final String name;
  final ClusterView view = new ClusterView();

  private CheckedCluster(ClusterClientHarness harness, String name) {
    this.harness = harness;
    this.client = harness.client();
    this.name = name;
  }

  /** Returns a check on a cluster with one node of the short name. */
  static ContractCheck check(
      String sentence,
      String shortName,
      Supplier<ClusterClientHarness> harness,
      Consumer<CheckedCluster> body) {
    return new ContractCheck(
        sentence, () -> run(new CheckedCluster(harness.get(), shortName), body));
  }

  private static void run(CheckedCluster cluster, Consumer<CheckedCluster> body) {
    cluster.harness.addNode(cluster.name);
    Subscription subscription = cluster.client.watch(cluster.view);
    try {
      cluster.until("the first snapshot", () -> cluster.view.synced());
      cluster.until("the node to be Ready", () -> cluster.nodeReady());
      body.accept(cluster);
    } finally {
      subscription.close();
    }
  }

  private boolean nodeReady() {
    return view.node(name).map(Node::ready).orElse(false);
  }

  /** Adds a Deployment of the check's name and waits until its pods are Ready. */
  List<Pod> deployed(int replicas) {
    harness.addDeployment(name, replicas);
    until(replicas + " Ready pods", () -> view.ready(name).size() == replicas);
    return view.ready(name);
  }

  /** Adds a budget for the Deployment and waits until it counts its pods. */
  void budgeted(String budget, int minAvailable, int healthy) {
    harness.addBudget(budget, name, minAvailable);
    until("the budget to count " + healthy, () -> healthy(budget) == healthy);
  }

  private int healthy(String budget) {
    return view.budget(budget)
        .filter(b -> b.observed())
        .map(b -> b.status().currentHealthy())
        .orElse(-1);
  }

  Node node() {
    return view.node(name).orElseThrow(() -> new AssertionError("the node " + name + " is gone"));
  }

  Workload deployment() {
    return view.deployment(name)
        .orElseThrow(() -> new AssertionError("the Deployment " + name + " is gone"));
  }

  void until(String what, java.util.function.BooleanSupplier condition) {
    harness.until(what, condition);
  }

  <T> T ask(Function<ClusterClient, CompletionStage<T>> question) {
    return harness.await(question.apply(client));
  }

  EvictionAnswer evict(Pod pod) {
    return ask(c -> c.evict(pod, Optional.empty()));
  }

  Answer<Node> patch(Node observed, NodePatch patch) {
    return ask(c -> c.patch(observed, patch));
  }

  /** Writes a patch that needs a fresh look, with a fresh look. */
  Node patched(NodePatch patch) {
    return Expect.ok(anew(this::node, observed -> patch(observed, patch)), "" + patch);
  }

  /** Scales the Deployment, which its controller may be writing to as well. */
  void rescaled(Rescale change) {
    Expect.ok(
        anew(this::deployment, observed -> ask(client -> client.scale(observed, change))),
        "scaling by " + change);
  }

  /** Others may write meanwhile: after a conflict, it is written once more on a newer look. */
  private <O extends ClusterObject, T> Answer<T> anew(
      Supplier<O> look, Function<O, Answer<T>> write) {
    O observed = look.get();
    Answer<T> answer = write.apply(observed);
    for (int n = 1; n < TRIES && answer instanceof Answer.Conflict; n++) {
      observed = newer(look, observed, answer);
      answer = write.apply(observed);
    }
    return answer;
  }

  private <O extends ClusterObject> O newer(Supplier<O> look, O observed, Answer<?> conflict) {
    String old = observed.meta().resourceVersion();
    until("a newer look after " + conflict, () -> !version(look.get()).equals(old));
    return look.get();
  }

  private static String version(ClusterObject object) {
    return object.meta().resourceVersion();
  }

  /** Returns the pod as if another had taken its name. */
  static Pod impostor(Pod pod) {
    return pod.withMeta(withUid(pod.meta(), "00000000-0000-0000-0000-000000000000"));
  }

  static Meta withUid(Meta meta, String uid) {
    return new Meta(
        meta.key(),
        uid,
        meta.resourceVersion(),
        meta.generation(),
        meta.labels(),
        meta.annotations(),
        meta.createdAt(),
        meta.deletedAt(),
        meta.finalizers(),
        meta.controller());
  }

  boolean told(Class<? extends ClusterEvent> type) {
    return view.events().stream().anyMatch(type::isInstance);
  }
}
