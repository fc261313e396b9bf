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
import io.evenkeel.spi.Rescale;
import io.evenkeel.spi.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The simulated cluster's client: every call takes a while to arrive, and its answer to return. */
final class SimulatedClient implements ClusterClient {
  private static final String COORDINATION = "coordination.k8s.io";
  private static final Permission EVICT = Permission.of("create", "", "pods/eviction");
  private static final Permission DELETE = Permission.of("delete", "", "pods");
  private static final Permission PATCH = Permission.of("patch", "", "nodes");
  private static final Permission SCALE = Permission.of("patch", "apps", "deployments");

  private final World world;
  private final ApiServer server;
  private final WatchHub watches;
  private final ClientCalls calls;

  SimulatedClient(World world, ApiServer server, Outages outages) {
    this.world = world;
    this.server = server;
    this.watches = outages.watches();
    this.calls = outages.line();
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
    world.later(Duration.ZERO, () -> listener.accept(failure));
    return () -> {};
  }

  @Override
  public CompletionStage<EvictionAnswer> evict(Pod pod, Optional<Duration> grace) {
    return calls.evict(EVICT, pod.name(), () -> server.evict(pod, grace));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> delete(Pod pod, Duration grace) {
    return calls.call(DELETE, pod.name(), () -> server.delete(pod, grace));
  }

  @Override
  public CompletionStage<Answer<Node>> patch(Node observed, NodePatch patch) {
    return calls.call(PATCH, observed.name(), () -> server.patch(observed, patch));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> scale(Workload observed, Rescale change) {
    return calls.call(SCALE, observed.name(), () -> server.scale(observed, change));
  }

  @Override
  public CompletionStage<Answer<LeaseRecord>> readLease(String name) {
    return calls.call(
        Permission.of("get", COORDINATION, "leases"), name, () -> server.readLease(name));
  }

  @Override
  public CompletionStage<Answer<LeaseRecord>> writeLease(LeaseRecord lease) {
    String verb = lease.version().isEmpty() ? "create" : "update";
    return calls.call(
        Permission.of(verb, COORDINATION, "leases"), lease.name(), () -> server.writeLease(lease));
  }

  @Override
  public CompletionStage<Answer<List<Permission>>> missingPermissions(List<Permission> wanted) {
    return calls.call(
        Permission.of("create", "authorization.k8s.io", "selfsubjectaccessreviews"),
        "",
        () -> server.missing(wanted));
  }

  @Override
  public CompletionStage<Answer<String>> serverVersion() {
    return calls.call(Permission.of("get", "", "version"), "", () -> Answer.ok(server.version()));
  }
}
