package io.evenkeel.kubernetes;

import io.evenkeel.kubernetes.internal.ApiServer;
import io.evenkeel.kubernetes.internal.Connections;
import io.evenkeel.kubernetes.internal.Pacing;
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
import io.kubernetes.client.openapi.ApiClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A Kubernetes cluster through the official Java client.
 *
 * <p>It reads what the API server sends leniently, so that a server newer than the client library
 * is understood, and keeps of each object only what the model needs. Reads are paced and repeated
 * where that helps; a write is sent once. The order of events holds within one kind of object, not
 * across kinds. Kinds that are not needed for every run (services, volumes, storage drivers) are
 * left out with a warning in the log where we may not see them.
 *
 * <p>It owns its threads, all of them daemons, and its connections; a client passed in stays the
 * caller's. All methods may be called from any thread.
 */
public final class KubernetesCluster implements ClusterClient, AutoCloseable {
  private final String name;
  private final ApiServer server;

  private KubernetesCluster(String name, ApiServer server) {
    this.name = name;
    this.server = server;
  }

  /**
   * Connects as the kubeconfig's current context says; the file is the first of {@code KUBECONFIG}
   * that exists, else {@code ~/.kube/config}. The token of a credential plug-in is asked for anew
   * every 10 minutes.
   *
   * @throws ClusterConfigurationException where the file, its context or its credentials are not
   *     usable; whether the server answers is seen only later
   */
  public static KubernetesCluster fromKubeconfig() {
    return fromKubeconfig(Connections.usualKubeconfig());
  }

  /**
   * Connects as the named context says, of the file that {@link #fromKubeconfig()} takes.
   *
   * @throws ClusterConfigurationException as {@link #fromKubeconfig()}
   */
  public static KubernetesCluster inContext(String context) {
    return fromKubeconfig(Connections.usualKubeconfig(), context);
  }

  /**
   * Connects as the current context of this kubeconfig says.
   *
   * @throws ClusterConfigurationException as {@link #fromKubeconfig()}
   */
  public static KubernetesCluster fromKubeconfig(Path file) {
    return of(Connections.fromKubeconfig(file, Optional.empty()), ClusterOptions.defaults());
  }

  /**
   * Connects as the named context of this kubeconfig says.
   *
   * @throws ClusterConfigurationException as {@link #fromKubeconfig()}
   */
  public static KubernetesCluster fromKubeconfig(Path file, String context) {
    return fromKubeconfig(file, context, ClusterOptions.defaults());
  }

  /**
   * Connects as the named context of this kubeconfig says, with options.
   *
   * @throws ClusterConfigurationException as {@link #fromKubeconfig()}
   */
  public static KubernetesCluster fromKubeconfig(
      Path file, String context, ClusterOptions options) {
    return of(Connections.fromKubeconfig(file, Optional.of(context)), options);
  }

  /**
   * Connects as the service account of the pod that this runs in.
   *
   * @throws ClusterConfigurationException where this does not run in a pod
   */
  public static KubernetesCluster inCluster() {
    return of(Connections.inCluster(), ClusterOptions.defaults());
  }

  /**
   * Connects to an EKS cluster with tokens that the caller makes; a new one is asked for every 10
   * minutes, since they live for 15.
   *
   * @param endpoint the cluster's address, as EKS tells it
   * @param certificateAuthority the cluster's certificate authority in PEM, base64 undone; empty to
   *     trust what this JVM trusts
   * @param token makes a token, such as {@code aws eks get-token} does; may block
   * @throws ClusterConfigurationException where endpoint or certificate are not usable, or no first
   *     token can be had
   */
  public static KubernetesCluster eks(
      String clusterName, String endpoint, byte[] certificateAuthority, Supplier<String> token) {
    return of(
        Connections.withToken(clusterName, endpoint, certificateAuthority, token),
        ClusterOptions.defaults());
  }

  /** Uses clients that the caller has made; they are not changed and not closed. */
  public static KubernetesCluster of(ApiClient watch, ApiClient calls) {
    return of(watch, calls, ClusterOptions.defaults());
  }

  /** Uses clients that the caller has made, with options; they are not changed and not closed. */
  public static KubernetesCluster of(ApiClient watch, ApiClient calls, ClusterOptions options) {
    return of(watch, calls, options, Pacing.USUAL);
  }

  static KubernetesCluster of(
      ApiClient watch, ApiClient calls, ClusterOptions options, Pacing pacing) {
    return new KubernetesCluster(calls.getBasePath(), new ApiServer(watch, calls, options, pacing));
  }

  private static KubernetesCluster of(Connections.Named named, ClusterOptions options) {
    ApiClient client = named.client();
    return new KubernetesCluster(
        named.name(), new ApiServer(client, client, options, Pacing.USUAL));
  }

  ApiServer server() {
    return server;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Subscription watch(Consumer<ClusterEvent> listener) {
    return server.watch(listener);
  }

  @Override
  public CompletionStage<EvictionAnswer> evict(Pod pod, Optional<Duration> grace) {
    return server.evict(pod, grace);
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> delete(Pod pod, Duration grace) {
    return server.delete(pod, grace);
  }

  @Override
  public CompletionStage<Answer<Node>> patch(Node observed, NodePatch patch) {
    return server.patch(observed, patch);
  }

  @Override
  public CompletionStage<Answer<Answer.Done>> scale(Workload observed, Rescale change) {
    return server.scale(observed, change);
  }

  @Override
  public CompletionStage<Answer<LeaseRecord>> readLease(String leaseName) {
    return server.readLease(leaseName);
  }

  @Override
  public CompletionStage<Answer<LeaseRecord>> writeLease(LeaseRecord lease) {
    return server.writeLease(lease);
  }

  @Override
  public CompletionStage<Answer<List<Permission>>> missingPermissions(List<Permission> wanted) {
    return server.missingPermissions(wanted);
  }

  @Override
  public CompletionStage<Answer<String>> serverVersion() {
    return server.serverVersion();
  }

  /** Ends all subscriptions, threads and connections of this client; twice does nothing more. */
  @Override
  public void close() {
    server.close();
  }
}
