package io.evenkeel.examples.automode;

import io.evenkeel.aws.EksControlPlane;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.examples.controlplane.Await;
import io.evenkeel.examples.controlplane.KubeApi;
import io.evenkeel.examples.karpenter.Karpenter;
import io.evenkeel.examples.karpenter.KubeletVersions;
import io.evenkeel.examples.karpenter.PoolManifest;
import io.evenkeel.kubernetes.KarpenterNodePools;
import io.evenkeel.kubernetes.KubernetesCluster;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.NodePoolProvider;
import io.evenkeel.spi.Subscription;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * A real API server with real Karpenter, whose machines are made up, and an account behind an
 * endpoint. Takes away what it has made when it is closed.
 */
final class KarpenterGround implements Ground {
  private static final Duration BOOT = Duration.ofSeconds(6);
  private static final Duration A_MOMENT = Duration.ofSeconds(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final PoolManifest POOL =
      PoolManifest.named("general-purpose")
          .types("c-4x-amd64-linux", "c-8x-amd64-linux", "c-16x-amd64-linux")
          .consolidates("WhenEmptyOrUnderutilized", Duration.ofSeconds(15));

  private final KubernetesCluster cluster;
  private final KarpenterNodePools pools;
  private final Karpenter karpenter;
  private final Apps apps;
  private final KubeletVersions kubelets;
  private final EksControlPlane eks;
  private final Account account;
  private final String name;
  private final Versions versions;
  private final Seen seen = new Seen();
  private final Subscription watch;
  private final Set<String> made = ConcurrentHashMap.newKeySet();

  private KarpenterGround(Path kubeconfig, URI endpoint, String region, String name)
      throws IOException {
    KubeApi api = KubeApi.of(kubeconfig);
    this.karpenter = Karpenter.as(api);
    this.apps = new Apps(api);
    this.kubelets = new KubeletVersions(api);
    this.cluster = KubernetesCluster.fromKubeconfig(kubeconfig);
    this.pools = KarpenterNodePools.on(cluster);
    this.name = name;
    this.account = new Account(endpoint, region);
    this.eks =
        EksControlPlane.builder()
            .region(region)
            .cluster(name)
            .endpoint(endpoint)
            .credentials(Account.CREDENTIALS)
            .build();
    this.versions = versionsAfter(facts().plane().version());
    this.watch = cluster.watch(seen::on);
  }

  /**
   * Makes the pool, without a node.
   *
   * @param kubeconfig of an administrator of the cluster
   * @param name how the endpoint calls the cluster
   */
  static KarpenterGround open(Path kubeconfig, URI endpoint, String region, String name)
      throws IOException, InterruptedException {
    KarpenterGround ground = new KarpenterGround(kubeconfig, endpoint, region, name);
    ground.karpenter.nodeClass("default", BOOT);
    ground.kubelets.follow();
    ground.karpenter.pool(pool(ground.versions.from()));
    return ground;
  }

  /** The machines have no image, so that a label of theirs stands for it. */
  private static PoolManifest pool(String version) {
    return POOL.label(KubeletVersions.LABEL, version);
  }

  private static Versions versionsAfter(String now) {
    int dot = now.indexOf('.') + 1;
    int minor = Integer.parseInt(now.substring(dot));
    String major = now.substring(0, dot);
    return new Versions(now, major + (minor + 1), major + (minor + 2));
  }

  @Override
  public Versions versions() {
    return versions;
  }

  @Override
  public Seen seen() {
    return seen;
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public void pause() {
    pass(A_MOMENT);
  }

  @Override
  public void pass(Duration span) {
    Instant end = Instant.now().plus(span);
    asked(
        () ->
            Await.until(
                "the time to pass", span.plus(LONGEST), () -> !Instant.now().isBefore(end)));
  }

  @Override
  public void await(String what, BooleanSupplier holds) {
    Instant last = now().plus(LONGEST);
    while (!holds.getAsBoolean()) {
      if (now().isAfter(last)) {
        throw new IllegalStateException(what + " did not come to pass within " + LONGEST);
      }
      pass(LOOK_AGAIN);
    }
  }

  @Override
  public void pod(String pod) {
    asked(() -> apps.pod(pod));
  }

  @Override
  public void deletePod(String pod) {
    asked(() -> apps.deletePod(pod));
  }

  @Override
  public void deployment(App app) {
    made.add(app.name());
    asked(() -> apps.deployment(app));
  }

  @Override
  public void scale(String deployment, int replicas) {
    asked(() -> apps.scale(deployment, replicas));
  }

  @Override
  public void deleteDeployment(String deployment) {
    made.remove(deployment);
    asked(() -> apps.deleteDeployment(deployment));
  }

  @Override
  public void budget(String deployment, String minAvailable) {
    asked(() -> apps.budget(deployment, minAvailable));
  }

  @Override
  public ClusterClient client() {
    return cluster;
  }

  @Override
  public NodePoolProvider pools() {
    return pools;
  }

  @Override
  public ControlPlane plane() {
    return new PlaneWithPools(eks, this::followLater);
  }

  private void followLater(String version) {
    var unused =
        CompletableFuture.runAsync(() -> asked(() -> follow(version)))
            .whenComplete(
                (done, fault) -> Optional.ofNullable(fault).ifPresent(System.err::println));
  }

  /** An API server that is upgraded does not answer for a while. */
  private void follow(String version) throws InterruptedException {
    Await.until("a pool of Kubernetes " + version, LONGEST, () -> isGiven(version));
  }

  private boolean isGiven(String version) throws IOException, InterruptedException {
    try {
      karpenter.pool(pool(version));
      return true;
    } catch (IllegalStateException refused) {
      return false;
    }
  }

  @Override
  public ClusterFacts facts() {
    return account.read(name, eks);
  }

  @Override
  public Upgrader upgrader() {
    return Upgrader.create();
  }

  @Override
  public void close() {
    try (KubernetesCluster last = cluster;
        EksControlPlane plane = eks) {
      Set.copyOf(made).forEach(this::deleteDeployment);
      asked(() -> karpenter.removePool(POOL.name()));
      asked(kubelets::forget);
      watch.close();
    }
  }

  /** Something that a cluster is asked to do. */
  private interface Request {
    void send() throws IOException, InterruptedException;
  }

  private static void asked(Request request) {
    try {
      request.send();
    } catch (IOException e) {
      throw new IllegalStateException("the cluster cannot be asked: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
