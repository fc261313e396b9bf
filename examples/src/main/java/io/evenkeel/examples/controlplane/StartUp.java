package io.evenkeel.examples.controlplane;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;

/** Starts the components in the order in which they need each other. */
final class StartUp {

  private static final String DEFAULT_ACCOUNT =
      "/api/v1/namespaces/default/serviceaccounts/default";

  private static final String TRIAL = "/api/v1/nodes?dryRun=All";
  private static final String TRIAL_NODE =
      """
      {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "trial"}}
      """;

  private final ControlPlane plane;
  private final CommandLines commandLines;
  private final ControlPlaneOptions options;

  StartUp(ControlPlane plane, ControlPlaneOptions options) {
    this.plane = plane;
    this.commandLines = plane.commandLines();
    this.options = options;
  }

  void run() throws IOException, InterruptedException {
    startApiServer();
    writeKubeconfigs();
    admitNodesAsNotReady();
    giveRights();
    startControllers();
    if (options.karpenter()) {
      startKarpenter(KarpenterBinary.built(options.progress()));
    }
  }

  private void startApiServer() throws IOException, InterruptedException {
    Component etcd = plane.startComponent("etcd", commandLines.etcd());
    Files.writeString(commandLines.auditPolicy(), resource("audit-policy.yaml"));
    Component apiServer = plane.startComponent(ControlPlane.API_SERVER, commandLines.apiServer());
    await(
        apiServer,
        "its answer to /readyz",
        () -> {
          etcd.requireAlive();
          return Files.exists(commandLines.certificate())
              && plane.admin().get("/readyz").isSuccess();
        });
  }

  private void writeKubeconfigs() throws IOException {
    for (String user : plane.credentials().users()) {
      Kubeconfig.write(
          plane.kubeconfig(user),
          plane.server(),
          commandLines.certificate(),
          user,
          plane.credentials().token(user));
    }
  }

  private void admitNodesAsNotReady() throws IOException, InterruptedException {
    plane.apply(resource("node-admission.yaml"));
    KubeApi admin = plane.admin();
    // The API server takes a moment to follow a new policy.
    Await.until(
        "the policy for new nodes",
        options.readyWithin(),
        () -> admin.post(TRIAL, TRIAL_NODE).orThrow().contains("NodeStatusNeverUpdated"));
  }

  private void giveRights() throws IOException, InterruptedException {
    for (ControlPlaneUser user : options.allUsers()) {
      if (!user.manifests().isEmpty()) {
        plane.apply(String.join("\n---\n", user.manifests()));
      }
    }
  }

  private void startControllers() throws IOException, InterruptedException {
    Component controllers =
        plane.startComponent("kube-controller-manager", commandLines.controllerManager());
    Component scheduler = plane.startComponent(ControlPlane.SCHEDULER, commandLines.scheduler());
    Component kwok = plane.startComponent("kwok", commandLines.kwok(GoSources.find()));
    // Pods are refused until the namespace has this account.
    KubeApi admin = plane.admin();
    await(controllers, "the default service account", () -> admin.get(DEFAULT_ACCOUNT).isSuccess());
    await(kwok, "its answer to /healthz", () -> answers(commandLines.kwokPort(), "/healthz"));
    scheduler.requireAlive();
    plane.keepRunning(controllers);
    plane.keepRunning(scheduler);
  }

  private void startKarpenter(KarpenterBinary karpenter) throws IOException, InterruptedException {
    plane.apply(String.join("\n---\n", karpenter.definitions()));
    plane.kubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=30s");
    Component component =
        plane.startComponent(
            commandLines.karpenter(karpenter.binary(), plane.kubeconfig(ControlPlane.KARPENTER)));
    await(
        component, "its answer to /readyz", () -> answers(commandLines.karpenterPort(), "/readyz"));
    plane.keepRunning(component);
  }

  private static boolean answers(int port, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode() == 200;
  }

  private void await(Component component, String what, Await.Condition condition)
      throws InterruptedException {
    component.await(what, options.readyWithin(), condition);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = StartUp.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
