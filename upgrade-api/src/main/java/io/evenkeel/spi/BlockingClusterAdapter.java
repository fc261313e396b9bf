package io.evenkeel.spi;

import static java.util.concurrent.CompletableFuture.completedStage;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A plain client behind the asynchronous port; callers give it a thread that may block. */
record BlockingClusterAdapter(BlockingClusterClient plain) implements ClusterClient {

  @Override
  public String name() {
    return plain.name();
  }

  @Override
  public Subscription watch(Consumer<ClusterEvent> listener) {
    return plain.watch(listener);
  }

  @Override
  public CompletionStage<EvictionAnswer> evict(Pod pod, Optional<Duration> grace) {
    return completedStage(plain.evict(pod, grace));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> delete(Pod pod, Duration grace) {
    return completedStage(plain.delete(pod, grace));
  }

  @Override
  public CompletionStage<Answer<Node>> patch(Node observed, NodePatch patch) {
    return completedStage(plain.patch(observed, patch));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> scale(Workload observed, Rescale change) {
    return completedStage(plain.scale(observed, change));
  }

  @Override
  public CompletionStage<Answer<LeaseRecord>> readLease(String name) {
    return completedStage(plain.readLease(name));
  }

  @Override
  public CompletionStage<Answer<LeaseRecord>> writeLease(LeaseRecord lease) {
    return completedStage(plain.writeLease(lease));
  }

  @Override
  public CompletionStage<Answer<List<Permission>>> missingPermissions(List<Permission> wanted) {
    return completedStage(plain.missingPermissions(wanted));
  }

  @Override
  public CompletionStage<Answer<String>> serverVersion() {
    return completedStage(plain.serverVersion());
  }
}
