package io.evenkeel.kubernetes;

import io.evenkeel.Target;
import io.evenkeel.kubernetes.internal.ApiServer;
import io.evenkeel.kubernetes.internal.Pacing;
import io.evenkeel.kubernetes.internal.karpenter.NodePoolOperations;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodeOffer;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.NodePoolProvider;
import io.evenkeel.spi.RolloutGroup;
import io.evenkeel.spi.RolloutOrder;
import io.evenkeel.spi.RolloutPace;
import io.evenkeel.spi.RolloutState;
import io.evenkeel.spi.Subscription;
import io.kubernetes.client.openapi.ApiClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The node pools of Karpenter and of EKS Auto Mode, through the API server of their cluster: the
 * provisioner replaces the nodes, we ask for new ones, let old ones go, and explain.
 *
 * <p>It works with NodePools and NodeClaims of {@code karpenter.sh/v1}, of whatever provider their
 * class is. A target other than the latest image and {@code kubernetes(..)} is refused: what the
 * nodes of a pool run is chosen by its class. Nothing is caused by {@link #start}, since the
 * provisioner sees by itself what is outdated, and {@link #cancel} is refused for the same reason.
 *
 * <p>Nodes are asked for by pods in the namespace of the lease, of the priority class {@code
 * evenkeel-headroom}, which is created when the first is. A write is sent once. Thread-safe.
 */
public final class KarpenterNodePools implements NodePoolProvider, AutoCloseable {
  /** The image of the pods that ask for nodes, which does nothing. */
  private static final String PAUSE = "registry.k8s.io/pause:3.10";

  private final String name;
  private final ApiServer server;
  private final NodePoolOperations operations;
  private final Runnable closeServer;

  private KarpenterNodePools(String name, ApiServer server, String image, Runnable closeServer) {
    this.name = name;
    this.server = server;
    this.operations = NodePoolOperations.on(server, image);
    this.closeServer = closeServer;
  }

  /** Returns the pools of that cluster, over its connection; they end with it. */
  public static KarpenterNodePools on(KubernetesCluster cluster) {
    return on(cluster, PAUSE);
  }

  /**
   * Returns the pools of that cluster, where the pods that ask for nodes run another image than
   * {@code registry.k8s.io/pause}, such as a copy of it in a registry that the nodes can reach.
   *
   * @throws IllegalArgumentException where the image has no name
   */
  public static KarpenterNodePools on(KubernetesCluster cluster, String pauseImage) {
    if (pauseImage.isBlank()) {
      throw new IllegalArgumentException(
          "the pods that ask for nodes need an image: name one, such as " + PAUSE);
    }
    return new KarpenterNodePools(cluster.name(), cluster.server(), pauseImage, () -> {});
  }

  /** Uses clients that the caller has made; they are not changed and not closed. */
  public static KarpenterNodePools of(ApiClient watch, ApiClient calls) {
    return of(watch, calls, ClusterOptions.defaults());
  }

  /** Uses clients that the caller has made, with options; they are not changed and not closed. */
  public static KarpenterNodePools of(ApiClient watch, ApiClient calls, ClusterOptions options) {
    ApiServer server = new ApiServer(watch, calls, options, Pacing.USUAL);
    return new KarpenterNodePools(calls.getBasePath(), server, PAUSE, server::close);
  }

  @Override
  public String name() {
    return "Karpenter in " + name;
  }

  @Override
  public CompletionStage<Answer<RolloutGroup>> observe(String group) {
    return answer(() -> operations.observe(group));
  }

  @Override
  public CompletionStage<Answer<List<Finding>>> inspect(String group, RolloutTarget target) {
    return answer(() -> operations.inspect(group));
  }

  @Override
  public CompletionStage<Answer<Map<String, NodeOffer>>> offers() {
    return answer(operations::offers);
  }

  @Override
  public CompletionStage<Answer<RolloutTarget>> resolve(String group, Target target) {
    return answer(() -> operations.resolve(group, target));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> pace(String group, RolloutPace pace) {
    return answer(() -> operations.pace(group, pace));
  }

  @Override
  public CompletionStage<Answer<String>> start(String group, RolloutOrder order, String token) {
    return answer(() -> operations.start(group, order, token));
  }

  @Override
  public CompletionStage<Answer<RolloutState>> progress(String group, String rollout) {
    return answer(() -> operations.progress(group, rollout));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> cancel(String group, String rollout) {
    return answer(() -> operations.cancel(group));
  }

  @Override
  public CompletionStage<Answer<List<Finding>>> verify(String group, RolloutTarget target) {
    return answer(() -> operations.verify(group));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> request(
      String pool, String request, Optional<NodeClaim> like) {
    return answer(() -> operations.request(pool, request, like));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> withdraw(String pool, String request) {
    return answer(() -> operations.withdraw(pool, request));
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> tidy(String pool) {
    return answer(operations::tidy);
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> remove(String pool, NodeClaim claim) {
    return answer(() -> operations.remove(claim));
  }

  /** Watches the pool, its claims and its requests; what happens at once is one hint. */
  @Override
  public Subscription onChange(String pool, Runnable hint) {
    return operations.onChange(pool, hint);
  }

  @Override
  public Duration observeEvery() {
    return Duration.ofSeconds(10);
  }

  private <T> CompletionStage<Answer<T>> answer(Supplier<T> work) {
    return server.workers().run(() -> NodePoolOperations.answer(work));
  }

  /** Ends the subscriptions, and the connections where they are not those of a cluster. */
  @Override
  public void close() {
    operations.close();
    closeServer.run();
  }
}
