package io.evenkeel.kubernetes.internal;

import io.evenkeel.kubernetes.ClusterOptions;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ClusterEvent;
import io.evenkeel.spi.EvictionAnswer;
import io.evenkeel.spi.LeaseRecord;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.Permission;
import io.evenkeel.spi.Rescale;
import io.evenkeel.spi.Subscription;
import io.kubernetes.client.openapi.ApiClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Everything that is done with one API server, and the threads and connections for it. */
public final class ApiServer implements AutoCloseable {
  private static final Duration PING = Duration.ofSeconds(20);
  private static final int THREADS = 16;

  private final ApiConnection watching;
  private final ApiConnection calling;
  private final Reads reads;
  private final Pacing pacing;
  private final Workers workers = new Workers(THREADS);
  private final List<Subscription> feeds = new CopyOnWriteArrayList<>();

  private final Evictions evictions;
  private final PodDeletion deletion;
  private final NodeWrites nodes;
  private final Scaling scaling;
  private final Leases leases;
  private final AccessReviews reviews;
  private final ServerVersion version;
  private final String leaseNamespace;

  public ApiServer(ApiClient watch, ApiClient calls, ClusterOptions options, Pacing pacing) {
    this.pacing = pacing;
    watching = ApiConnection.forWatches(watch, PING);
    calling = ApiConnection.forCalls(calls, options.callTimeout());
    reads =
        new Reads(calling, options.readsPerSecond(), options.readAttempts(), pacing.firstBackoff());
    ObjectReader reader = new ObjectReader();
    evictions = new Evictions(calling, reader);
    deletion = new PodDeletion(calling);
    nodes = new NodeWrites(calling, reader, options.callTimeout());
    scaling = new Scaling(calling, options.callTimeout());
    leases = new Leases(calling, reads, options.leaseNamespace(), options.callTimeout());
    reviews = new AccessReviews(calling, reads);
    version = new ServerVersion(calling, reads);
    leaseNamespace = options.leaseNamespace();
  }

  public Subscription watch(Consumer<ClusterEvent> listener) {
    Feed feed = Feed.start(watching, reads, pacing, listener);
    feeds.add(feed);
    return () -> {
      feed.close();
      feeds.remove(feed);
    };
  }

  public CompletionStage<EvictionAnswer> evict(Pod pod, Optional<Duration> grace) {
    return workers.run(() -> evictions.evict(pod, grace));
  }

  public CompletionStage<Answer<Answer.Done>> delete(Pod pod, Duration grace) {
    return workers.run(() -> deletion.delete(pod, grace));
  }

  public CompletionStage<Answer<Node>> patch(Node observed, NodePatch patch) {
    return workers.run(() -> nodes.patch(observed, patch));
  }

  public CompletionStage<Answer<Answer.Done>> scale(Workload observed, Rescale change) {
    return workers.run(() -> scaling.scale(observed, change));
  }

  public CompletionStage<Answer<LeaseRecord>> readLease(String name) {
    return workers.run(() -> leases.read(name));
  }

  public CompletionStage<Answer<LeaseRecord>> writeLease(LeaseRecord lease) {
    return workers.run(() -> leases.write(lease));
  }

  public CompletionStage<Answer<List<Permission>>> missingPermissions(List<Permission> wanted) {
    return workers.run(() -> reviews.missing(wanted.stream().map(this::whereItIsUsed).toList()));
  }

  /** Asks on the thread of the caller. */
  public Answer<List<Permission>> missingNow(List<Permission> wanted) {
    return reviews.missing(wanted);
  }

  /** The engine knows of a lease, but not where we keep it. */
  private Permission whereItIsUsed(Permission wanted) {
    return wanted.group().equals("coordination.k8s.io") && wanted.resource().equals("leases")
        ? new Permission(wanted.verb(), wanted.group(), wanted.resource(), leaseNamespace)
        : wanted;
  }

  public CompletionStage<Answer<String>> serverVersion() {
    return workers.run(version::read);
  }

  /** Returns the line for single calls, for others who work with the same server. */
  public ApiConnection calls() {
    return calling;
  }

  /** Returns the line for streams, for others who work with the same server. */
  public ApiConnection streams() {
    return watching;
  }

  /** Returns how this server is read from. */
  public Reads reads() {
    return reads;
  }

  /** Returns the threads on which calls wait. */
  public Workers workers() {
    return workers;
  }

  /** Returns where we keep what is ours and belongs to no namespace of anybody else's. */
  public String leaseNamespace() {
    return leaseNamespace;
  }

  @Override
  public void close() {
    feeds.forEach(Subscription::close);
    workers.close();
    watching.close();
    calling.close();
  }
}
