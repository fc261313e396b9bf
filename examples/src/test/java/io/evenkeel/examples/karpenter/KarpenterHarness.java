package io.evenkeel.examples.karpenter;

import io.evenkeel.examples.controlplane.Await;
import io.evenkeel.examples.controlplane.AwaitTimeoutException;
import io.evenkeel.examples.controlplane.KubeApi;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.simulation.contract.PoolSettings;
import io.evenkeel.simulation.contract.ProvisionerHarness;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.NodePoolProvider;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Karpenter on a real control plane behind the contract checks; everybody is the administrator, but
 * for the ports, which have the roles that ship.
 */
final class KarpenterHarness implements ProvisionerHarness {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** What is for pods on a machine of {@link PoolManifest#FOUR_CORES}, in thousandths of a core. */
  private static final int ROOM = 3_900;

  private final KubeApi admin;
  private final ClusterClient client;
  private final NodePoolProvider provider;
  private final Karpenter karpenter;
  private final Workloads workloads;

  KarpenterHarness(KubeApi admin, ClusterClient client, NodePoolProvider provider) {
    this.admin = admin;
    this.client = client;
    this.provider = provider;
    this.karpenter = Karpenter.as(admin);
    this.workloads = Workloads.as(admin);
  }

  @Override
  public ClusterClient client() {
    return client;
  }

  @Override
  public NodePoolProvider provider() {
    return provider;
  }

  @Override
  public void pool(PoolSettings settings) {
    asked(() -> karpenter.pool(Translation.manifest(settings)));
  }

  @Override
  public void removePool(String pool) {
    asked(() -> karpenter.removePool(pool));
  }

  @Override
  public List<NodeClaim> claims(String pool) {
    return answered(() -> karpenter.claims(pool)).stream().map(Translation::claim).toList();
  }

  @Override
  public void deleteClaim(NodeClaim claim) {
    asked(() -> karpenter.removeClaim(claim.name()));
  }

  @Override
  public void deployment(String name, String pool, int podsPerNode, int replicas) {
    asked(() -> workloads.deployment(name, pool, ROOM / podsPerNode + "m", replicas));
  }

  @Override
  public void headroom(String name, String pool) {
    asked(() -> workloads.headroom(name, pool, ROOM + "m", 1));
  }

  @Override
  public void removeDeployment(String name) {
    asked(() -> workloads.remove(name));
  }

  @Override
  public void budget(String deployment, int maxUnavailable) {
    asked(() -> workloads.budget(deployment, maxUnavailable));
  }

  @Override
  public void annotateNode(String node, String key, Optional<String> value) {
    annotate("/api/v1/nodes/" + node, key, value);
  }

  @Override
  public void annotatePod(String pod, String key, Optional<String> value) {
    annotate("/api/v1/namespaces/default/pods/" + pod, key, value);
  }

  private void annotate(String path, String key, Optional<String> value) {
    String quoted = value.map(text -> '"' + text + '"').orElse("null");
    String patch = "{\"metadata\":{\"annotations\":{\"%s\":%s}}}".formatted(key, quoted);
    asked(() -> admin.patch(path, patch).orThrow());
  }

  @Override
  public Instant now() {
    return Instant.now();
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

  private static void asked(Request request) {
    answered(
        () -> {
          request.send();
          return true;
        });
  }

  private static <T> T answered(Question<T> question) {
    try {
      return question.ask();
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

  /** One change. */
  @FunctionalInterface
  private interface Request {
    void send() throws IOException, InterruptedException;
  }

  /** One look. */
  @FunctionalInterface
  private interface Question<T> {
    T ask() throws IOException, InterruptedException;
  }
}
