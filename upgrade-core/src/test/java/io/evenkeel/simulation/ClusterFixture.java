package io.evenkeel.simulation;

import io.evenkeel.model.Pod;
import io.evenkeel.spi.EvictionAnswer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A cluster on virtual time, and the few things that tests do with it. */
abstract class ClusterFixture {
  final VirtualTimeline timeline = new VirtualTimeline();
  final SimulatedCluster cluster = SimulatedCluster.on(timeline);

  /** Adds nodes n1, n2, n3 in the zones a, b and c. */
  void threeNodes() {
    cluster.node("n1", n -> n.zone("a")).node("n2", n -> n.zone("b")).node("n3", n -> n.zone("c"));
  }

  /** Lets time pass until the call has been answered. */
  <T> T answerOf(CompletionStage<T> call) {
    var answer = call.toCompletableFuture();
    timeline.runUntil(answer::isDone);
    return answer.join();
  }

  EvictionAnswer evict(Pod pod) {
    return answerOf(cluster.client().evict(pod, Optional.empty()));
  }

  Pod firstPodOf(String workload) {
    return cluster.podsOf(workload).get(0);
  }

  static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }
}
