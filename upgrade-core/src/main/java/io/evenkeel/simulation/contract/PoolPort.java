package io.evenkeel.simulation.contract;

import io.evenkeel.Target;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodePool;
import io.evenkeel.model.NodeRequest;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.NodePoolProvider;
import io.evenkeel.spi.RolloutGroup;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/** The pool of a check, as a run sees it through the port. */
final class PoolPort {
  private final CheckedPool pool;
  private final NodePoolProvider provider;

  PoolPort(CheckedPool pool) {
    this.pool = pool;
    this.provider = pool.harness.provider();
  }

  <T> Answer<T> ask(Function<NodePoolProvider, CompletionStage<Answer<T>>> question) {
    CompletableFuture<Answer<T>> answer = question.apply(provider).toCompletableFuture();
    pool.until("an answer", answer::isDone);
    return answer.join();
  }

  <T> T told(String what, Function<NodePoolProvider, CompletionStage<Answer<T>>> question) {
    return Expect.ok(ask(question), what);
  }

  RolloutGroup group() {
    return told("to observe", p -> p.observe(pool.name));
  }

  NodePool content() {
    return group().pool().orElseThrow(() -> new AssertionError("the group is no node pool"));
  }

  RolloutTarget target() {
    return told("to resolve what it makes", p -> p.resolve(pool.name, Target.latestImage()));
  }

  void request(String name) {
    told("to ask for a node", p -> p.request(pool.name, name));
  }

  void withdraw(String name) {
    told("to take a request back", p -> p.withdraw(pool.name, name));
  }

  void remove(NodeClaim claim) {
    told("to ask a node to go", p -> p.remove(pool.name, claim));
  }

  void until(String what, Predicate<NodePool> condition) {
    pool.until(what, () -> condition.test(content()));
  }

  /** Deploys pods that fill a node each, and waits until the port tells that all are in service. */
  List<Node> filling(int nodes) {
    List<Node> filled = pool.filling(nodes);
    until(nodes + " nodes in service", seen -> inService(seen).size() == nodes);
    return filled;
  }

  /** Asks for nodes by those names, and waits until each of them has come. */
  void requestsMet(String... names) {
    List.of(names).forEach(this::request);
    until("the nodes that were asked for", seen -> met(seen).size() == names.length);
  }

  static List<NodeClaim> inService(NodePool seen) {
    return seen.claims().stream()
        .filter(claim -> claim.state() == NodeClaim.State.IN_SERVICE)
        .toList();
  }

  static List<NodeRequest> met(NodePool seen) {
    return seen.requests().stream()
        .filter(request -> request.state() == NodeRequest.State.MET)
        .toList();
  }

  static boolean isOutdated(NodePool seen) {
    return seen.claims().stream().anyMatch(claim -> claim.outdatedBecause().isPresent());
  }
}
