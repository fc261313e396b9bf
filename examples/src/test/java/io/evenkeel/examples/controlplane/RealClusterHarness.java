package io.evenkeel.examples.controlplane;

import io.evenkeel.simulation.contract.ClusterClientHarness;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.Permission;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A control plane behind the contract checks; what others do, the administrator does. */
final class RealClusterHarness implements ClusterClientHarness {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final String NODES = "/api/v1/nodes";

  private final KubeApi admin;
  private final ClusterClient client;
  private final BreakableLine line;

  RealClusterHarness(ControlPlane plane, ClusterClient client, BreakableLine line)
      throws IOException {
    this.admin = plane.admin();
    this.client = client;
    this.line = line;
  }

  @Override
  public ClusterClient client() {
    return client;
  }

  @Override
  public void addNode(String name) {
    post(
        NODES,
        """
        {"metadata":{"name":"%s","labels":{"topology.kubernetes.io/zone":"zone-a"}},
         "spec":{"providerID":"aws:///zone-a/i-%s"},
         "status":{"capacity":{"cpu":"4","memory":"16Gi","pods":"20"},
                   "allocatable":{"cpu":"4","memory":"16Gi","pods":"20"}}}"""
            .formatted(name, name));
  }

  @Override
  public void removeNode(String name) {
    asked(() -> admin.delete(NODES + "/" + name));
  }

  @Override
  public void annotateNode(String name, String key, String value) {
    String patch = "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(key, value);
    asked(() -> admin.patch(NODES + "/" + name, patch));
  }

  @Override
  public void addDeployment(String name, int replicas) {
    post(
        "/apis/apps/v1/namespaces/default/deployments",
        """
        {"metadata":{"name":"%1$s"},
         "spec":{"replicas":%2$d,"selector":{"matchLabels":{"app":"%1$s"}},
           "template":{"metadata":{"labels":{"app":"%1$s"}},
             "spec":{"containers":[{"name":"c","image":"none",
               "resources":{"requests":{"cpu":"10m"}}}]}}}}"""
            .formatted(name, replicas));
  }

  @Override
  public void addBudget(String name, String app, int minAvailable) {
    post(
        "/apis/policy/v1/namespaces/default/poddisruptionbudgets",
        """
        {"metadata":{"name":"%s"},
         "spec":{"minAvailable":%d,"selector":{"matchLabels":{"app":"%s"}}}}"""
            .formatted(name, minAvailable, app));
  }

  @Override
  public void interruptWatches() {
    line.cut();
  }

  @Override
  public Permission lackedPermission() {
    return Permission.of("delete", "", "nodes");
  }

  @Override
  public void until(String what, BooleanSupplier condition) {
    try {
      Await.until(what, LONGEST, condition::getAsBoolean);
    } catch (AwaitTimeoutException late) {
      throw new AssertionError("expected " + what + " within " + LONGEST, late);
    } catch (InterruptedException stopped) {
      throw interrupted(stopped);
    }
  }

  @Override
  public <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failed) {
      throw new AssertionError("expected an answer", failed);
    } catch (InterruptedException stopped) {
      throw interrupted(stopped);
    }
  }

  private void post(String path, String json) {
    asked(() -> admin.post(path, json));
  }

  private static void asked(Request request) {
    try {
      request.send().orThrow();
    } catch (IOException broken) {
      throw new AssertionError("the administrator's request failed", broken);
    } catch (InterruptedException stopped) {
      throw interrupted(stopped);
    }
  }

  private static AssertionError interrupted(InterruptedException stopped) {
    Thread.currentThread().interrupt();
    return new AssertionError("interrupted", stopped);
  }

  /** One request of the administrator. */
  @FunctionalInterface
  private interface Request {
    KubeApi.Answer send() throws IOException, InterruptedException;
  }
}
