package io.evenkeel.simulation.internal;

import io.evenkeel.model.Pod;
import io.evenkeel.spi.EvictionAnswer;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Evicts pods, and asks again after a growing wait where that is refused. */
final class ClaimEvictions {
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final PoolWorld pools;

  /** The pods that are being evicted by uid, and how long to wait after the next refusal. */
  private final Map<String, Duration> waits = new LinkedHashMap<>();

  ClaimEvictions(PoolWorld pools) {
    this.pools = pools;
  }

  /** Begins to evict the pod, unless that is under way. */
  void evict(Pod pod) {
    if (waits.putIfAbsent(pod.uid(), FIRST_WAIT) == null) {
      ask(pod);
    }
  }

  private void ask(Pod known) {
    Pod pod = pools.world.store.pod(known.key(), known.uid());
    if (pod == null || pod.terminating() || PodRules.held(pod, pools.now())) {
      waits.remove(known.uid());
      return;
    }
    CompletableFuture<EvictionAnswer> answer = new CompletableFuture<>();
    pools.client.evict(pod, Optional.empty()).thenAccept(answer::complete);
    Timeline.Cancellable patience =
        pools.world.timeline.schedule(
            PATIENCE, () -> answer.complete(new EvictionAnswer.Failed("no answer in time")));
    CompletionStage<EvictionAnswer> stage = answer;
    stage.thenAccept(
        told -> {
          patience.cancel();
          answered(pod, told);
        });
  }

  private void answered(Pod pod, EvictionAnswer answer) {
    if (answer instanceof EvictionAnswer.Accepted || answer instanceof EvictionAnswer.Gone) {
      waits.remove(pod.uid());
      return;
    }
    Duration wait = waits.getOrDefault(pod.uid(), FIRST_WAIT);
    Duration longer = wait.multipliedBy(2);
    waits.put(pod.uid(), longer.compareTo(LONGEST_WAIT) < 0 ? longer : LONGEST_WAIT);
    pools.world.later(wait, () -> ask(pod));
  }
}
