package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.ClusterEvent;
import io.evenkeel.spi.EvictionAnswer;
import io.evenkeel.spi.LeaseRecord;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.Permission;
import io.evenkeel.spi.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The simulated cluster's client: every call takes a while to arrive, and its answer to return. */
final class SimulatedClient implements ClusterClient {
  private final World world;
  private final ApiServer server;
  private final WatchHub watches;
  private final Seeds chance;

  SimulatedClient(World world, ApiServer server, WatchHub watches) {
    this.world = world;
    this.server = server;
    this.watches = watches;
    this.chance = world.seeds.stream("calls");
  }

  @Override
  public String name() {
    return "simulated cluster";
  }

  @Override
  public Subscription watch(Consumer<ClusterEvent> listener) {
    return server
        .<Object>denial("watch", "", "nodes")
        .map(no -> failed(listener))
        .orElseGet(() -> watches.watch(listener));
  }

  private Subscription failed(Consumer<ClusterEvent> listener) {
    ClusterEvent failure =
        new ClusterEvent.Failed("forbidden: cannot watch nodes", "grant the verb watch on nodes");
    world.later(chance.next(world.settings.call()), () -> listener.accept(failure));
    return () -> {};
  }

  @Override
  public CompletionStage<EvictionAnswer> evict(Pod pod, Optional<Duration> grace) {
    return call(() -> server.evict(pod, grace));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> delete(Pod pod, Duration grace) {
    return call(() -> server.delete(pod, grace));
  }

  @Override
  public CompletionStage<Answer<Node>> patch(Node observed, NodePatch patch) {
    return call(() -> server.patch(observed, patch));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> scale(Workload observed, int from, int to) {
    return call(() -> server.scale(observed, from, to));
  }

  @Override
  public CompletionStage<Answer<LeaseRecord>> readLease(String name) {
    return call(() -> server.readLease(name));
  }

  @Override
  public CompletionStage<Answer<LeaseRecord>> writeLease(LeaseRecord lease) {
    return call(() -> server.writeLease(lease));
  }

  @Override
  public CompletionStage<Answer<List<Permission>>> missingPermissions(List<Permission> wanted) {
    return call(() -> server.missing(wanted));
  }

  @Override
  public CompletionStage<Answer<String>> serverVersion() {
    return call(() -> Answer.ok("1.36"));
  }

  private <T> CompletionStage<T> call(Supplier<T> request) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Duration there = chance.next(world.settings.call());
    Duration back = chance.next(world.settings.call());
    world.later(
        there,
        () -> {
          T result = request.get();
          world.later(back, () -> answer.complete(result));
        });
    return answer;
  }
}
