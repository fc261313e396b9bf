package io.evenkeel.examples.awsendpoint;

import io.evenkeel.simulation.BootedInstance;
import io.evenkeel.simulation.BootedInstance.Joining;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.NodeLink;
import io.evenkeel.simulation.SimulatedCloud;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1Node;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Response;

/**
 * Lets booted machines join a real API server as nodes, and removes the nodes of machines that are
 * gone, as the cloud's node controller does. Calls go out one after another on a thread of their
 * own, so that the cloud's time never waits for them.
 */
final class ClusterNodes implements NodeLink, AutoCloseable {

  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;

  private final CoreV1Api api;
  private final SimulatedCloud cloud;
  private final NodeManifest manifest;
  private final Consumer<String> log;
  private final ScheduledExecutorService calls =
      Executors.newSingleThreadScheduledExecutor(ClusterNodes::daemon);
  private final Map<String, String> names = new LinkedHashMap<>();

  private ClusterNodes(
      ApiClient client, SimulatedCloud cloud, NodeManifest manifest, Consumer<String> log) {
    this.api = new CoreV1Api(client);
    this.cloud = cloud;
    this.manifest = manifest;
    this.log = log;
  }

  static ClusterNodes of(Path kubeconfig, SimulatedCloud cloud, AwsEndpointOptions options)
      throws IOException {
    if (!Files.isReadable(kubeconfig)) {
      throw new IOException("there is no readable kubeconfig " + kubeconfig);
    }
    try (Reader reader = Files.newBufferedReader(kubeconfig)) {
      KubeConfig config = KubeConfig.loadKubeConfig(reader);
      config.setFile(kubeconfig.toFile());
      NodeManifest manifest = new NodeManifest(options.region());
      return new ClusterNodes(
          ClientBuilder.kubeconfig(config).build(), cloud, manifest, options.log());
    }
  }

  @Override
  public void instanceBooted(BootedInstance instance) {
    if (instance.joining() == Joining.NEVER_REGISTERS) {
      return;
    }
    String address = cloud.instance(instance.instanceId()).map(CloudInstance::privateIp).orElse("");
    String kubernetes =
        cloud.kubernetesVersionOf(instance.image()).orElseGet(cloud::kubernetesVersion);
    V1Node node = manifest.of(instance, address, kubernetes);
    String name = manifest.name(address);
    calls.execute(() -> join(instance.instanceId(), name, node));
  }

  @Override
  public void instanceGone(String instanceId) {
    calls.execute(() -> leave(instanceId));
  }

  private void join(String instanceId, String name, V1Node node) {
    names.put(instanceId, name);
    int code = send("register node " + name, () -> api.createNode(node).buildCall(null));
    if (code == CONFLICT) {
      // left behind by an endpoint that did not end well
      send("remove node " + name, () -> api.deleteNode(name).buildCall(null));
      code = send("register node " + name, () -> api.createNode(node).buildCall(null));
    }
    if (mayWorkLater(code)) {
      later(() -> joinUnlessGone(instanceId, name, node));
    }
  }

  private void joinUnlessGone(String instanceId, String name, V1Node node) {
    if (names.containsKey(instanceId)) {
      join(instanceId, name, node);
    }
  }

  private void leave(String instanceId) {
    String name = names.remove(instanceId);
    if (name != null) {
      remove(name);
    }
  }

  private void remove(String name) {
    if (mayWorkLater(send("remove node " + name, () -> api.deleteNode(name).buildCall(null)))) {
      later(() -> remove(name));
    }
  }

  /** An API server that starts is not there, or denies everything until it has read the roles. */
  private static boolean mayWorkLater(int code) {
    return code == 0 || code == 403 || code == 429 || code >= 500;
  }

  private void later(Runnable again) {
    if (!calls.isShutdown()) {
      var unused = calls.schedule(again, 1, TimeUnit.SECONDS);
    }
  }

  /** Returns the status of the answer, 0 where there is none. */
  private int send(String what, Request request) {
    try (Response response = request.call().execute()) {
      int code = response.code();
      if (!response.isSuccessful() && code != CONFLICT && code != NOT_FOUND) {
        log.accept("the API server answers " + code + " to " + what);
      }
      return code;
    } catch (IOException | ApiException e) {
      log.accept("cannot " + what + ": " + e.getMessage());
      return 0;
    }
  }

  /** Removes every node that is left: a cloud that ends takes its machines with it. */
  @Override
  public void close() {
    calls.execute(() -> List.copyOf(names.keySet()).forEach(this::leave));
    calls.shutdown();
    try {
      if (!calls.awaitTermination(20, TimeUnit.SECONDS)) {
        log.accept("some nodes could not be removed in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "aws-endpoint-nodes");
    thread.setDaemon(true);
    return thread;
  }

  /** A call that can be sent once. */
  @FunctionalInterface
  private interface Request {
    Call call() throws ApiException;
  }
}
