package io.evenkeel.simulation;

import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodePool;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** A cluster whose nodes come from node pools, for tests. */
final class NodePoolsWorld {
  static final Duration LONG = Duration.ofHours(2);

  final VirtualTimeline time = new VirtualTimeline();
  final SimulatedCluster cluster;
  final SimulatedNodePools pools;

  NodePoolsWorld() {
    this(1);
  }

  NodePoolsWorld(long seed) {
    cluster = SimulatedCluster.on(time, ClusterSettings.seeded(seed));
    pools = SimulatedNodePools.on(cluster);
  }

  NodePoolProvider provider() {
    return pools.provider();
  }

  NodePoolsWorld until(BooleanSupplier holds) {
    if (!time.runUntil(holds, LONG)) {
      throw new AssertionError(
          "it did not come to pass within "
              + LONG
              + String.join("\n", cluster.history().lines()).indent(2));
    }
    return this;
  }

  NodePoolsWorld settle() {
    cluster.settle();
    return this;
  }

  NodePoolsWorld after(Duration span) {
    time.advance(span);
    return this;
  }

  /** Returns the answer of a call, letting as much time pass as it needs. */
  <T> Answer<T> ask(CompletionStage<Answer<T>> call) {
    until(() -> call.toCompletableFuture().isDone());
    return call.toCompletableFuture().join();
  }

  <T> T told(CompletionStage<Answer<T>> call) {
    return ask(call).value().orElseThrow();
  }

  NodePool seen(String pool) {
    return told(provider().observe(pool)).pool().orElseThrow();
  }

  List<NodeClaim> claims(String pool) {
    return pools.claims(pool);
  }

  List<String> names(String pool) {
    return claims(pool).stream().map(NodeClaim::name).toList();
  }

  boolean allRun(String app, int count) {
    return cluster.podsOf(app).stream().filter(Pod::ready).count() == count;
  }

  int indexOf(String part) {
    List<String> lines = cluster.history().lines();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(part)) {
        return i;
      }
    }
    throw new AssertionError("nothing in the history says '" + part + "'");
  }
}
