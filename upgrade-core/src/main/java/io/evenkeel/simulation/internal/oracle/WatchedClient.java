package io.evenkeel.simulation.internal.oracle;

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
import io.evenkeel.spi.Rescale;
import io.evenkeel.spi.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A client that tells the court what is sent, what is answered, and what is learned. */
public final class WatchedClient implements ClusterClient {
  private final ClusterClient client;
  private final Court court;
  private final Caller caller = new Caller();
  private final Docket docket;

  public WatchedClient(ClusterClient client, Court court) {
    this.client = client;
    this.court = court;
    this.docket = new Docket(court, caller);
  }

  Caller caller() {
    return caller;
  }

  @Override
  public String name() {
    return client.name();
  }

  @Override
  public Subscription watch(Consumer<ClusterEvent> listener) {
    caller.watchesAnew();
    court.watched();
    return client.watch(
        event -> {
          caller.receives(event);
          listener.accept(event);
          court.afterReaders(() -> caller.reads(event, court.timeline().now()));
        });
  }

  /** An answer tells how the node is as well as the watch does, and may come before it. */
  private void tells(Node node) {
    ClusterEvent event = new ClusterEvent.Changed(node);
    caller.receives(event);
    court.afterReaders(() -> caller.reads(event, court.timeline().now()));
  }

  @Override
  public CompletionStage<EvictionAnswer> evict(Pod pod, Optional<Duration> grace) {
    return docket.eviction(new Act.Evict(pod, grace), () -> client.evict(pod, grace));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> delete(Pod pod, Duration grace) {
    return docket.write(new Act.Delete(pod, grace), () -> client.delete(pod, grace));
  }

  @Override
  public CompletionStage<Answer<Node>> patch(Node observed, NodePatch patch) {
    return docket
        .write(new Act.Patch(observed, patch), () -> client.patch(observed, patch))
        .whenComplete(
            (answer, failure) -> {
              if (answer != null) {
                answer.value().ifPresent(this::tells);
              }
            });
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> scale(Workload observed, Rescale change) {
    return docket.write(new Act.Scale(observed, change), () -> client.scale(observed, change));
  }

  @Override
  public CompletionStage<Answer<LeaseRecord>> readLease(String name) {
    return client
        .readLease(name)
        .whenComplete(
            (answer, failure) -> {
              if (answer != null) {
                answer.value().ifPresent(lease -> court.leaseRead(caller, lease));
              }
            });
  }

  @Override
  public CompletionStage<Answer<LeaseRecord>> writeLease(LeaseRecord lease) {
    return docket.write(new Act.WriteLease(lease), () -> client.writeLease(lease));
  }

  @Override
  public CompletionStage<Answer<List<Permission>>> missingPermissions(List<Permission> wanted) {
    return client.missingPermissions(wanted);
  }

  @Override
  public CompletionStage<Answer<String>> serverVersion() {
    return client.serverVersion();
  }
}
